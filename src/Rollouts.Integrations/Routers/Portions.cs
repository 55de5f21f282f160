using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers;

/// <summary>The shares of new requests of each side, in the unit of the router.</summary>
internal readonly record struct Portions(long Candidate, long Stable, long Others)
{
    public ObservedTraffic See(bool hasCandidate)
    {
        var all = Candidate + Stable + Others;
        if (all == 0)
        {
            // No backend of either version takes requests. All traffic counts as other, because this is no final state.
            return new ObservedTraffic(Traffic.None, Weight.Full, hasCandidate);
        }

        // A third backend with traffic must never round to 0.
        var other = Others > 0 && Weight.Share(Others, all) == Weight.Zero ? new Weight(1) : Weight.Share(Others, all);
        return new ObservedTraffic(new Traffic(Weight.Share(Candidate, all), [], Weight.Zero), other, hasCandidate);
    }
}
