namespace Rollouts.Analysis.Ticks;

/// <summary>One counter in one role.</summary>
internal readonly record struct SeriesKey(ulong Series, CounterRole Role, int Edge);
