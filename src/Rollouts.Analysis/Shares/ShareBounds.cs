namespace Rollouts.Analysis.Shares;

/// <summary>The range of shares that a router obeys its weight with.</summary>
internal readonly record struct ShareBounds(double Low, double High)
{
    /// <summary>A quarter of the smaller side. A router with few clients is not more exact.</summary>
    private const double Relative = 0.25;

    /// <summary>Half a percentage point, below which no router rounds.</summary>
    private const double Least = 0.005;

    public static ShareBounds Of(Weight weight)
    {
        double asked = (double)weight.BasisPoints / Weight.All;
        double tolerance = Math.Max(Least, Relative * Math.Min(asked, 1 - asked));
        return new ShareBounds(Math.Max(0, asked - tolerance), Math.Min(1, asked + tolerance));
    }

    public bool Allow(double share) => share >= Low && share <= High;
}
