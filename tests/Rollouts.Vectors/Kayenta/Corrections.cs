namespace Rollouts.Vectors.Kayenta;

/// <summary>Where we answer otherwise than Kayenta on purpose. docs/analysis.md gives each its reason.</summary>
internal static class Corrections
{
    public const string ErrorsCount =
        "a check that could not be judged counts as a failure; there it leaves the denominator and cannot fail a "
        + "release";

    public const string TooFewPoints =
        "no order of so few values reaches the confidence; there the interval ends where the values do, "
        + "and any two arms that do not overlap fail";

    public const string SolverTolerance =
        "our interval is exact; there it carries the solver's tolerance of 1e-4, whatever the scale of the values";

    /// <summary>Kayenta's interval is found to within 1e-4, so it may be off by twice that between two roots.</summary>
    public const double Tolerance = 2e-4;
}
