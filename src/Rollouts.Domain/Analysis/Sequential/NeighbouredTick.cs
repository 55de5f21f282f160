using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>
/// A tick of the candidate with the baseline's ticks around it. The arms are not read at the same instant, so an
/// incident that both share may show in one of them a tick earlier. Null where a neighbour is not known.
/// </summary>
internal readonly record struct NeighbouredTick(
    ArmIncrement Candidate,
    ArmIncrement? Before,
    ArmIncrement Same,
    ArmIncrement? After
);
