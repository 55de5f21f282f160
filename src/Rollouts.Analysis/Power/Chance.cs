namespace Rollouts.Analysis.Power;

/// <summary>A chance found by simulation, with the error that comes of simulating no more paths than that.</summary>
public readonly record struct Chance(double Share, double StandardError)
{
    internal static Chance Of(int hits, int paths)
    {
        double share = (double)hits / paths;
        // Counted as if one more path each way had been seen: an error of exactly 0 would be a boast.
        double cautious = (hits + 1.0) / (paths + 2.0);
        return new Chance(share, Math.Sqrt(cautious * (1 - cautious) / paths));
    }
}
