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
}
