using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Overload;

/// <summary>The load of one lane of this process.</summary>
/// <param name="Budget">The most items that it works on at the same time.</param>
/// <param name="Running">The number of items that it works on now.</param>
/// <param name="Late">The delay of the most overdue item of its newest claim.</param>
/// <param name="IsShed">Whether its work is held back in favour of more urgent work.</param>
public sealed record LaneLoad(WorkClass Class, int Budget, int Running, TimeSpan Late, bool IsShed);
