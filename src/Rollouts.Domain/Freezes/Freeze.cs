namespace Rollouts.Domain.Freezes;

/// <summary>A period in which no upward shift may begin. Rollbacks are never frozen.</summary>
/// <param name="Zone">The name of its time zone, as in <c>Europe/Zurich</c>.</param>
public abstract record Freeze(FreezeName Name, string Zone, string? Reason)
{
    /// <summary>Every week on these days; an end at or before the beginning means the next morning.</summary>
    public sealed record Weekly(
        FreezeName Name,
        string Zone,
        string? Reason,
        ValueList<DayOfWeek> Days,
        TimeOnly From,
        TimeOnly To
    ) : Freeze(Name, Zone, Reason);

    /// <summary>Once, from one moment on the zone's clock until another.</summary>
    public sealed record Dated(FreezeName Name, string Zone, string? Reason, LocalMoment From, LocalMoment Until)
        : Freeze(Name, Zone, Reason);
}
