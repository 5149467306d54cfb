namespace Sextant.Bench.Agreement;

/// <summary>A condition as text, in which fields stand as the function says: by name, as another replica's, or as their new values.</summary>
internal delegate string Condition(Func<string, string> field);

/// <summary>What an operation may do to a field.</summary>
/// <param name="Statement">With its semicolon.</param>
/// <param name="NewValue">The field's value afterwards as an expression; null where there is none that is short.</param>
/// <param name="Guard">A condition under which the step makes sense.</param>
/// <param name="Parameter">With its type; null when it needs none.</param>
internal sealed record Update(string Statement, string? NewValue, string? Guard, string? Parameter);

/// <summary>A field of a lattice type: what can be said of it, and what can be done to it.</summary>
internal abstract record SmallField(string Name)
{
    /// <summary>Name, type and initial value.</summary>
    public abstract string Declaration(Dice dice);

    /// <summary>Something that may be true of the field, or of it and another one.</summary>
    public abstract Condition Atom(Dice dice, IReadOnlyList<SmallField> fields);

    public abstract Update Change(Dice dice);

    /// <summary>A field of one of the types by chance.</summary>
    public static SmallField Of(Dice dice, string name) => dice.Below(20) switch
    {
        < 4 => new Flag(name),
        < 7 => new Number(name, dice.OneOf("Max", "Max", "Min"), dice.OneOf("int", "int", "nat")),
        < 10 => new Ordered(name),
        < 13 => new Items(name, "GSet"),
        < 15 => new Items(name, dice.OneOf("TwoPhaseSet", "ORSet")),
        < 17 => new Once(name),
        < 19 => new Names(name),
        _ => new Counts(name, dice.OneOf("Item", "Replica")),
    };

    /// <summary>A field that does not merge, for objects that send operations.</summary>
    public static SmallField Plain(Dice dice, string name) => dice.Percent(70) ? new Balance(name, dice.OneOf("int", "int", "nat")) : new Switch(name);

    /// <summary>A number that goes up and down.</summary>
    internal sealed record Balance(string Name, string Type) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : {Type} := {dice.OneOf(0, 0, 1, 2)}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            string sign = dice.OneOf("<=", ">=", ">=", "==", "!=");
            int bound = dice.Below(4);
            return f => $"{f(Name)} {sign} {bound}";
        }

        public override Update Change(Dice dice)
        {
            string given = Type == "nat" ? "n" : "k";
            int bound = dice.OneOf(1, 2, 2, 3);
            return dice.Below(4) switch
            {
                0 => new($"{Name} += 1;", $"({Name} + 1)", dice.OneOf($"{Name} < {bound}", null), null),
                1 => new($"{Name} -= 1;", $"({Name} - 1)", $"{Name} >= 1", null),
                2 => new($"{Name} := {given};", given, $"{given} <= {bound} && {given} >= 0", $"{given}: {Type}"),
                _ => new($"{Name} -= {given};", $"({Name} - {given})", $"{Name} >= {given} && {given} >= 0", $"{given}: {Type}"),
            };
        }
    }

    /// <summary>A truth value that goes both ways.</summary>
    internal sealed record Switch(string Name) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : bool := {(dice.Percent(30) ? "true" : "false")}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields) => dice.Percent(50) ? f => f(Name) : f => $"!{f(Name)}";

        public override Update Change(Dice dice)
        {
            bool on = dice.Percent(50);
            return new($"{Name} := {(on ? "true" : "false")};", on ? "true" : "false", dice.OneOf(on ? $"!{Name}" : Name, null), null);
        }
    }

    internal sealed record Flag(string Name) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : Flag := {(dice.Percent(8) ? "true" : "false")}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields) => dice.Percent(65) ? f => f(Name) : f => $"!{f(Name)}";

        public override Update Change(Dice dice) => new($"{Name} := true;", "true", dice.OneOf($"!{Name}", null), null);
    }

    internal sealed record Number(string Name, string Extreme, string Element) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : {Extreme}[{Element}] := {(Extreme == "Max" ? dice.OneOf(0, 0, 1) : dice.OneOf(2, 3))}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            string sign = dice.OneOf("<=", "<=", ">=", ">=", "==", "!=", "<");
            Number[] others = [.. fields.OfType<Number>().Where(n => n.Name != Name)];
            if (others.Length > 0 && dice.Percent(40))
            {
                string other = dice.OneOf(others).Name;
                return f => $"{f(Name)} {sign} {f(other)}";
            }

            int bound = dice.Below(4);
            return f => $"{f(Name)} {sign} {bound}";
        }

        public override Update Change(Dice dice)
        {
            bool grows = Extreme == "Max";
            string given = Element == "nat" ? "n" : "k";
            int bound = grows ? dice.OneOf(1, 2, 2, 3) : dice.OneOf(0, 1);
            return dice.Below(3) switch
            {
                0 => grows ? new($"{Name} += 1;", $"({Name} + 1)", $"{Name} < {bound}", null) : new($"{Name} -= 1;", $"({Name} - 1)", $"{Name} > {bound}", null),
                1 => new($"{Name} := {given};", given, dice.Percent(80) ? (grows ? $"{given} >= {Name} && {given} <= {bound}" : $"{given} <= {Name} && {given} >= {bound}") : $"{given} {(grows ? ">" : "<")} {Name}", $"{given}: {Element}"),
                _ => new($"{Name} := {(grows ? "max" : "min")}({Name}, {bound});", $"{(grows ? "max" : "min")}({Name}, {bound})", null, null),
            };
        }
    }

    internal sealed record Ordered(string Name) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : Level := {dice.OneOf("LOW", "LOW", "LOW", "MID")}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            string sign = dice.OneOf(">=", ">=", "==", "!=", "<");
            Ordered[] others = [.. fields.OfType<Ordered>().Where(n => n.Name != Name)];
            if (others.Length > 0 && dice.Percent(40))
            {
                string other = dice.OneOf(others).Name;
                return f => $"{f(Name)} {sign} {f(other)}";
            }

            string level = dice.OneOf("LOW", "MID", "MID", "HIGH", "HIGH");
            return f => $"{f(Name)} {sign} {level}";
        }

        public override Update Change(Dice dice)
        {
            string level = dice.OneOf("MID", "HIGH", "HIGH");
            return new($"{Name} := {level};", level, dice.OneOf($"{Name} < {level}", level == "HIGH" ? $"{Name} == MID" : $"{Name} == LOW", level == "HIGH" ? null : $"{Name} <= MID"), null);
        }
    }

    /// <summary>A set of items.</summary>
    internal sealed record Items(string Name, string Kind) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : {Kind}[Item] := {(Kind == "ORSet" ? "{}" : dice.OneOf("{}", "{}", "{A}"))}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            SmallField[] others = [.. fields.Where(n => n is Items or Once && n.Name != Name)];
            if (others.Length > 0 && dice.Percent(45))
            {
                return dice.OneOf(others) switch
                {
                    Items items => f => $"(forall x in {f(Name)}. x {(dice.Percent(70) ? "in" : "not in")} {f(items.Name)})",
                    var once => f => $"(forall x: Item. {f(once.Name)} == Some(x) ==> x in {f(Name)})",
                };
            }

            string item = dice.OneOf("A", "B");
            return dice.Below(7) switch
            {
                0 or 1 => f => $"{item} in {f(Name)}",
                2 => f => $"{item} not in {f(Name)}",
                3 => f => $"{f(Name)} == {{}}",
                4 => f => $"{f(Name)} != {{}}",
                5 => f => $"(forall x, y in {f(Name)}. x == y)",
                _ => f => $"(exists x in {f(Name)}. x == {item})",
            };
        }

        public override Update Change(Dice dice)
        {
            string element = dice.Percent(60) ? "i" : dice.OneOf("A", "B");
            bool removes = Kind != "GSet" && dice.Percent(50);
            string? guard = removes ? $"{element} in {Name}" : dice.OneOf($"{element} not in {Name}", $"{Name} == {{}}", null);
            return new($"{Name} {(removes ? '-' : '+')}= {{{element}}};", $"({Name} {(removes ? '-' : '+')} {{{element}}})", guard, element == "i" ? "i: Item" : null);
        }
    }

    /// <summary>An item that is written once.</summary>
    internal sealed record Once(string Name) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : option Item := None";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            string item = dice.OneOf("A", "B");
            return dice.Below(4) switch
            {
                0 => f => $"{f(Name)} == None",
                1 => f => $"{f(Name)} != None",
                2 => f => $"{f(Name)} == Some({item})",
                _ => f => $"{f(Name)} != Some({item})",
            };
        }

        public override Update Change(Dice dice)
        {
            string element = dice.Percent(60) ? "i" : dice.OneOf("A", "B");
            return new($"{Name} := Some({element});", $"Some({element})", dice.OneOf($"{Name} == None", $"{Name} == None", null), element == "i" ? "i: Item" : null);
        }
    }

    /// <summary>A set of replicas' names, to which each adds its own.</summary>
    internal sealed record Names(string Name) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : GSet[Replica] := {{}}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields) => dice.Below(4) switch
        {
            0 => f => $"{f(Name)} == {{}}",
            1 => f => $"(forall a, b in {f(Name)}. a == b)",
            2 => f => $"{f(Name)} != {{}}",
            _ => f => $"(forall a: Replica. a in {f(Name)})",
        };

        public override Update Change(Dice dice) => new($"{Name} += {{me}};", $"({Name} + {{me}})", dice.OneOf($"{Name} == {{}}", $"me not in {Name}", null), null);
    }

    /// <summary>A number for each item or replica.</summary>
    internal sealed record Counts(string Name, string Key) : SmallField(Name)
    {
        public override string Declaration(Dice dice) => $"{Name} : Map[{Key} -> Max[int]] := {{}}";

        public override Condition Atom(Dice dice, IReadOnlyList<SmallField> fields)
        {
            int bound = dice.OneOf(0, 1, 2);
            return dice.Below(3) switch
            {
                0 when Key == "Item" => f => $"{f(Name)}[A] <= {bound}",
                1 => f => $"(forall k, l in {f(Name)}. k == l)",
                _ => f => $"(forall k in {f(Name)}. {f(Name)}[k] <= {bound})",
            };
        }

        public override Update Change(Dice dice)
        {
            string key = Key == "Replica" ? "me" : dice.OneOf("i", "A");
            string? parameter = key == "i" ? "i: Item" : null;
            int bound = dice.OneOf(1, 2);
            return dice.Percent(70)
                ? new($"{Name}[{key}] += 1;", null, $"{Name}[{key}] < {bound}", parameter)
                : new($"{Name}[{key}] := {bound};", null, dice.OneOf($"{key} not in {Name}", null), parameter);
        }
    }
}
