using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers;

/// <summary>What each side takes of new requests, in whatever unit its router counts.</summary>
internal readonly record struct Portions(long Candidate, long Stable, long Others)
{
    public Seen See(bool hasCandidate)
    {
        var all = Candidate + Stable + Others;
        if (all == 0)
        {
            // Nobody is served, or by somebody else: neither version has any of it, and that is no state to rest in.
            return new Seen(Traffic.None, Weight.Full, hasCandidate);
        }

        // However little it is, what a third backend gets is never nothing.
        var other = Others > 0 && Weight.Share(Others, all) == Weight.Zero ? new Weight(1) : Weight.Share(Others, all);
        return new Seen(new Traffic(Weight.Share(Candidate, all), [], Weight.Zero), other, hasCandidate);
    }
}
