namespace Rollouts.Domain.Rollouts.States;

/// <summary>
/// One target with the three ages of its traffic: aimed at (decided), applied (the router accepted it) and
/// observed (read back).
/// </summary>
public sealed record TargetState
{
    public required TargetTerms Terms { get; init; }

    public Traffic Aim { get; init; } = Traffic.None;

    public Traffic? Applied { get; init; }

    public Seen? Observed { get; init; }

    /// <summary>What was known of it says nothing of now: it has to be seen, or accepted, once more.</summary>
    public bool AwaitsNews { get; init; }

    /// <summary>The highest weight that any shift entered so far has asked for here.</summary>
    public Weight Furthest { get; init; }

    /// <summary>Whether its traffic was ever to be anything else than the old version alone.</summary>
    public bool WasMoved { get; init; }

    /// <summary>
    /// The weights that may still show because we wrote them, since the router last showed what was aimed at. Any
    /// other weight is somebody else's.
    /// </summary>
    public ValueList<Weight> Ours { get; init; } = [];

    /// <summary>Since when it does something else than it is to do; null while it does.</summary>
    public Instant? AstraySince { get; init; }

    /// <summary>When a weight of somebody else's was last put right here.</summary>
    public Instant? CorrectedAt { get; init; }

    /// <summary>The failure of reads; null while reads succeed.</summary>
    public Trouble? ReadTrouble { get; init; }

    /// <summary>The failure of writes. A successful read does not end it.</summary>
    public Trouble? WriteTrouble { get; init; }

    /// <summary>When read failures were recorded during the hour before the last of these records.</summary>
    public ValueList<Instant> ReadTroubleRecords { get; init; } = [];

    /// <summary>When write failures were recorded during the hour before the last of these records.</summary>
    public ValueList<Instant> WriteTroubleRecords { get; init; } = [];

    /// <summary>The failure that people must repair: a refused write says more than a failed read.</summary>
    public Trouble? Trouble => WriteTrouble ?? ReadTrouble;

    public TargetName Name => Terms.Name;

    /// <summary>
    /// What counts as true of this target: what was read, or where that cannot be, what was accepted.
    /// </summary>
    public Traffic? Actual => Terms.ReadsBack ? Observed?.Traffic : Applied;

    /// <summary>Whether the router does what it is to do.</summary>
    public bool IsThere => !AwaitsNews && Actual == Aim && (!Terms.ReadsBack || Observed?.Other == Weight.Zero);

    public Trouble? TroubleOf(RouterDirection direction) =>
        direction == RouterDirection.Read ? ReadTrouble : WriteTrouble;

    public ValueList<Instant> TroubleRecordsOf(RouterDirection direction) =>
        direction == RouterDirection.Read ? ReadTroubleRecords : WriteTroubleRecords;
}
