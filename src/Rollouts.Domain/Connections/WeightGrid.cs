using System.Globalization;

namespace Rollouts.Domain.Connections;

/// <summary>The shares of traffic that a router can represent.</summary>
public abstract record WeightGrid
{
    private WeightGrid() { }

    /// <summary>The weights add up to a fixed total: App Mesh knows hundredths, Consul ten-thousandths.</summary>
    public sealed record SumTo(int Total) : WeightGrid;

    /// <summary>
    /// Each side has a whole number up to a ceiling and the share is their ratio: HAProxy, ALB, Kong.
    /// </summary>
    public sealed record RatioUpTo(int Ceiling) : WeightGrid;

    /// <summary>All of it or nothing: a route that points at one of two services.</summary>
    public sealed record AllOrNothing : WeightGrid;

    /// <summary>Whether it can represent this share to the basis point, which is the precision of plans.</summary>
    public bool CanGive(Weight share) =>
        Nearest(share) is var (candidate, stable) && Weight.Share(candidate, candidate + stable) == share;

    /// <summary>
    /// The numbers to write for the candidate and the stable side, as near to the share as the router can.
    /// </summary>
    public (int Candidate, int Stable) Nearest(Weight share) =>
        this switch
        {
            SumTo sum when Rounded(share, sum.Total) is var candidate => (candidate, sum.Total - candidate),
            RatioUpTo ratio => NearestRatio(share, ratio.Ceiling),
            AllOrNothing => share < share.Rest ? (0, 1) : (1, 0),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Formats the nearest weight that the router can represent.</summary>
    public string SayNearest(Weight share)
    {
        var (candidate, stable) = Nearest(share);
        return (100m * candidate / (candidate + stable)).ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }

    // The way to a nonzero share never rounds to nothing, nor the way to less than all to everything.
    private static int Rounded(Weight share, int total) =>
        share.BasisPoints switch
        {
            0 => 0,
            Weight.All => total,
            var points => (int)Math.Clamp(((long)points * total + (Weight.All / 2)) / Weight.All, 1, total - 1),
        };

    private static (int Candidate, int Stable) NearestRatio(Weight share, int ceiling)
    {
        if (share == Weight.Zero || share == Weight.Full)
        {
            // 100 and not 1, so that an idle side that later gets a weight of 1 does not receive half of the traffic.
            var whole = Math.Min(ceiling, 100);
            return share == Weight.Zero ? (0, whole) : (whole, 0);
        }

        var best = (Candidate: 1, Stable: 1, Error: double.MaxValue);
        for (var small = 1; small <= ceiling && best.Error > 0; small++)
        {
            var (less, more) = share.BasisPoints <= Weight.All / 2 ? (share, share.Rest) : (share.Rest, share);
            var large = (int)Math.Min(ceiling, Math.Round((double)small * more.BasisPoints / less.BasisPoints));
            var error = Math.Abs((double)small / (small + large) - ((double)less.BasisPoints / Weight.All));
            if (error < best.Error)
            {
                best = less == share ? (small, large, error) : (large, small, error);
            }
        }

        return (best.Candidate, best.Stable);
    }
}
