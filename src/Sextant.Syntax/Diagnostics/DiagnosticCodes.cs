namespace Sextant.Syntax.Diagnostics;

/// <summary>
/// Every code that the front ends can report. The hundreds tell the phase: 10 files and bounds, 11 characters,
/// 12 grammar, 13 names, 14 types, 15 annotations and structure, 16 constructs outside the supported language,
/// 17 programs over atomic objects, 18 workloads, networks and conflicts in YAML, 19 searches and their traces, 30 the solver.
/// </summary>
public static class DiagnosticCodes
{
    public static readonly DiagnosticCode CannotRead = Error("SX1001", "the file cannot be read");
    public static readonly DiagnosticCode TooLarge = Error("SX1002", "the file is larger than the bound", "split the specification, one replicated object a file");
    public static readonly DiagnosticCode TooDeep = Error("SX1003", "the nesting is deeper than the bound", "name parts of the expression with functions");
    public static readonly DiagnosticCode NotText = Error("SX1004", "the file is not UTF-8 text");
    public static readonly DiagnosticCode UnknownFileKind = Error("SX1005", "the file kind is not known", "Sextant reads .sxt, and .spec (annotated Boogie)");
    public static readonly DiagnosticCode NoSpecification = Error("SX1006", "the folder holds no specification", "name a folder with .sxt or .spec files, or the files themselves");

    public static readonly DiagnosticCode BadCharacter = Error("SX1101", "a character that no token starts with");
    public static readonly DiagnosticCode UnclosedComment = Error("SX1102", "a block comment is not closed", "close it with */");
    public static readonly DiagnosticCode UnclosedString = Error("SX1103", "a string is not closed", "close it with \" on the same line");
    public static readonly DiagnosticCode BadNumber = Error("SX1104", "a number is malformed");

    public static readonly DiagnosticCode UnexpectedToken = Error("SX1201", "something else was expected here");
    public static readonly DiagnosticCode ExpectedDeclaration = Error("SX1202", "a declaration was expected here", "a declaration starts with type, const, var, function, axiom or procedure");
    public static readonly DiagnosticCode AmbiguousOperators = Error("SX1203", "operators that may not be mixed without parentheses", "put one of the two into parentheses");
    public static readonly DiagnosticCode NotAssignable = Error("SX1204", "this cannot be assigned to", "assign to a variable or to an element of a map variable");

    public static readonly DiagnosticCode MisplacedMember = Error("SX1205", "the member belongs to another kind of object");
    public static readonly DiagnosticCode NoEffect = Error("SX1206", "the statement does nothing", "a statement calls a method or assigns to something");
    public static readonly DiagnosticCode MalformedFamily = Error("SX1207", "the family of objects is malformed", "write `rm_1: RM, ..., rm_n: RM` and `[this.rm_1, ..., this.rm_n]`");
    public static readonly DiagnosticCode OutsideLoop = Error("SX1208", "there is no loop to leave or to go on with");

    public static readonly DiagnosticCode UnknownName = Error("SX1301", "the name is not declared");
    public static readonly DiagnosticCode DuplicateName = Error("SX1302", "the name is declared twice");
    public static readonly DiagnosticCode UnknownType = Error("SX1303", "the type is not declared");
    public static readonly DiagnosticCode CyclicDefinition = Error("SX1304", "the definition refers to itself");
    public static readonly DiagnosticCode WrongKindOfName = Error("SX1305", "the name means something else");

    public static readonly DiagnosticCode TypeMismatch = Error("SX1401", "the types do not fit");
    public static readonly DiagnosticCode WrongArgumentCount = Error("SX1402", "the number of arguments is wrong");
    public static readonly DiagnosticCode NotAMap = Error("SX1403", "only a map can be indexed");
    public static readonly DiagnosticCode BadBitVector = Error("SX1404", "the bit vector does not fit");
    public static readonly DiagnosticCode NotModifiable = Error("SX1405", "the variable may not be changed here");
    public static readonly DiagnosticCode OldOutsideTwoStates = Error("SX1406", "old has no meaning here", "old may stand in ensures clauses, loop invariants and bodies");
    public static readonly DiagnosticCode BadBuiltin = Error("SX1407", "the built-in function does not fit");
    public static readonly DiagnosticCode StateNotVisible = Error("SX1408", "the state cannot be read here", "pass it as a parameter: functions and axioms speak of no particular state");
    public static readonly DiagnosticCode TooManyUnique = Error("SX1409", "more unique constants than their type has values", "unique constants differ from one another: leave out `unique`, or use a type with more values");
    public static readonly DiagnosticCode UnknownOperandType = Error("SX1410", "the type is not known", "say the type where the variable is declared");
    public static readonly DiagnosticCode WrongResult = Error("SX1411", "the operation yields something else than it promises");

    public static readonly DiagnosticCode MissingAnnotation = Error("SX1501", "an annotation is missing");
    public static readonly DiagnosticCode DuplicateAnnotation = Error("SX1502", "an annotation stands twice");
    public static readonly DiagnosticCode UnknownAnnotation = Error("SX1503", "the annotation is not known", "the annotations are @invariant, @gteq and @merge");
    public static readonly DiagnosticCode MisplacedAnnotation = Error("SX1504", "the annotation stands above the wrong kind of declaration");
    public static readonly DiagnosticCode InvariantShape = Error("SX1505", "the invariant function has the wrong shape");
    public static readonly DiagnosticCode OrderShape = Error("SX1506", "the order function has the wrong shape");
    public static readonly DiagnosticCode MergeShape = Error("SX1507", "the merge procedure has the wrong shape");
    public static readonly DiagnosticCode NoState = Error("SX1508", "the specification has no state", "declare what a replica stores with var");
    public static readonly DiagnosticCode NoMerge = Error("SX1509", "the type does not say how two values merge");
    public static readonly DiagnosticCode MisplacedLattice = Error("SX1510", "the type stands for a field or a part of one");
    public static readonly DiagnosticCode NothingMerges = Error("SX1511", "nothing merges where operations are sent");

    public static readonly DiagnosticCode Unsupported = Error("SX1601", "the construct is not supported");

    public static readonly DiagnosticCode OperationInMethod = Error("SX1701", "an operation of an atomic object where none can be done");
    public static readonly DiagnosticCode PushWithoutPull = Warning("SX1702", "a push without a pull on some way to it");
    public static readonly DiagnosticCode FailIgnored = Warning("SX1703", "a failure that nobody looks at");
    public static readonly DiagnosticCode PushRetried = Warning("SX1704", "a push is tried again without pulling again");
    public static readonly DiagnosticCode RepetitionShows = Warning("SX1705", "a method may be called twice, and that shows");
    public static readonly DiagnosticCode SpeculativeUse = Warning("SX1706", "what is not committed is used");
    public static readonly DiagnosticCode PartialUnguarded = Warning("SX1707", "something is read that may not be there");
    public static readonly DiagnosticCode MayNotTerminate = Warning("SX1708", "a method may not end");
    public static readonly DiagnosticCode MayBeUnassigned = Warning("SX1709", "there may be no value");
    public static readonly DiagnosticCode UnreadLocal = Warning("SX1710", "a value that nobody reads");

    public static readonly DiagnosticCode MalformedConfiguration = Error("SX1801", "the YAML is malformed");
    public static readonly DiagnosticCode MissingEntry = Error("SX1802", "an entry is missing");
    public static readonly DiagnosticCode UnknownEntry = Error("SX1803", "the entry is not known");
    public static readonly DiagnosticCode BadEntry = Error("SX1804", "the value is not one that can stand here");
    public static readonly DiagnosticCode ContradictoryEntries = Error("SX1805", "two entries contradict each other");

    public static readonly DiagnosticCode NothingToExplore = Error("SX1901", "there is nothing to explore", "write who calls what: `client c { ... }`");
    public static readonly DiagnosticCode Unbounded = Error("SX1902", "the search is not bounded");
    public static readonly DiagnosticCode BeyondSearch = Error("SX1903", "more than a search takes");
    public static readonly DiagnosticCode MalformedTrace = Error("SX1904", "the trace cannot be read", "a trace is what `sextant explore FILE --json` writes");
    public static readonly DiagnosticCode TraceDoesNotFit = Error("SX1905", "the trace does not fit the program");

    public static readonly DiagnosticCode SolverUnavailable = Error("SX3001", "the solver cannot be run", "`sextant doctor` says what is missing and how to get it");

    private static DiagnosticCode Warning(string id, string title, string? help = null) => new(id, Severity.Warning, title, help);

    private static DiagnosticCode Error(string id, string title, string? help = null) => new(id, Severity.Error, title, help);
}
