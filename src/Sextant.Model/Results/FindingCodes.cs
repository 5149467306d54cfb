namespace Sextant.Model.Results;

/// <summary>The stable codes of what verification finds. Codes of wrong input start with SX1.</summary>
public static class FindingCodes
{
    public const string Stability = "SX2001";
    public const string Safety = "SX2002";
    public const string Monotonicity = "SX2003";
    public const string Lub = "SX2004";
    public const string Contract = "SX2005";
    public const string ContradictoryAxioms = "SX2006";
    public const string Initial = "SX2007";
    public const string NeverRuns = "SX2008";
    public const string Order = "SX2009";
    public const string MergeLaws = "SX2010";
    public const string Remote = "SX2011";
    public const string ThirdReplica = "SX2012";
    public const string Stale = "SX2013";
    public const string Commutativity = "SX2014";
    public const string Precondition = "SX2015";
    public const string Induction = "SX2016";
    public const string Escrow = "SX2017";
    public const string IdlePrecondition = "SX2101";
    public const string IdleInvariant = "SX2102";
}
