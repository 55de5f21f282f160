namespace Rollouts.Domain.Rollouts.States;

/// <summary>
/// One target with three stages of its traffic: aimed at (decided), applied (the router accepted it) and observed (read
/// back).
/// </summary>
public sealed record TargetState
{
    public required TargetSpec Spec { get; init; }

    public Traffic Aim { get; init; } = Traffic.None;

    public Traffic? Applied { get; init; }

    public ObservedTraffic? Observed { get; init; }

    /// <summary>
    /// True if the last known traffic is out of date. The router must show or accept its traffic once more.
    /// </summary>
    public bool AwaitsNews { get; init; }

    /// <summary>The highest weight that the shifts so far have asked for on this target.</summary>
    public Weight Furthest { get; init; }

    /// <summary>Whether the target was ever aimed at traffic other than the old version alone.</summary>
    public bool WasMoved { get; init; }

    /// <summary>
    /// The weights written here that a reading may still show, since the router last showed the aim. Any other weight
    /// is the work of another actor.
    /// </summary>
    public ValueList<Weight> Ours { get; init; } = [];

    /// <summary>Since when the router deviates from the aim; null while it conforms.</summary>
    public Instant? AstraySince { get; init; }

    /// <summary>When drift on this target was last corrected.</summary>
    public Instant? CorrectedAt { get; init; }

    /// <summary>The failure of reads; null while reads succeed.</summary>
    public RouterFailure? ReadFailure { get; init; }

    /// <summary>The failure of writes. A successful read does not end it.</summary>
    public RouterFailure? WriteFailure { get; init; }

    /// <summary>When read failures were recorded during the hour before the last of these records.</summary>
    public ValueList<Instant> ReadTroubleRecords { get; init; } = [];

    /// <summary>When write failures were recorded during the hour before the last of these records.</summary>
    public ValueList<Instant> WriteTroubleRecords { get; init; } = [];

    /// <summary>The failure to show to people. A failed write says more than a failed read.</summary>
    public RouterFailure? Failure => WriteFailure ?? ReadFailure;

    public TargetName Name => Spec.Name;

    /// <summary>
    /// The traffic that counts: the observed one, or for a router that cannot be read back, the applied one.
    /// </summary>
    public Traffic? Actual => Spec.ReadsBack ? Observed?.Traffic : Applied;

    /// <summary>Whether the router does exactly what the aim says.</summary>
    public bool IsThere => !AwaitsNews && Actual == Aim && (!Spec.ReadsBack || Observed?.Other == Weight.Zero);

    public RouterFailure? FailureOf(RouterDirection direction) =>
        direction == RouterDirection.Read ? ReadFailure : WriteFailure;

    public ValueList<Instant> TroubleRecordsOf(RouterDirection direction) =>
        direction == RouterDirection.Read ? ReadTroubleRecords : WriteTroubleRecords;
}
