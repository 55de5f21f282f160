using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Power;

/// <summary>
/// Requests that reach the versions in groups of one size, as those of a client on one connection do. The groups arrive
/// at random.
/// </summary>
internal sealed class GroupedTraffic(double requestsPerTick, double share, int group)
{
    public (ArmIncrement Candidate, ArmIncrement Baseline) Draw(SeededGenerator random) =>
        (Arm(random, share), Arm(random, 1 - share));

    private ArmIncrement Arm(SeededGenerator random, double part) =>
        new(group * PoissonSampler.Draw(random, requestsPerTick * part / group), bad: 0);
}
