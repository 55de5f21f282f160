using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// A tick of the candidate with the baseline's ticks around it. The arms are not read at the same instant, so a shared
/// incident may show in one of them a tick earlier. Null for an unknown neighbor.
/// </summary>
internal readonly record struct AdjacentTick(
    ArmIncrement Candidate,
    ArmIncrement? Before,
    ArmIncrement Same,
    ArmIncrement? After
);
