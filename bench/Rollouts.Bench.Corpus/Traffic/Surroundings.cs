namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>What befalls both versions alike while a release rolls out.</summary>
internal enum Surroundings
{
    Steady,

    /// <summary>Failures come in bursts of five on average, and traffic triples for a while, again and again.</summary>
    Bursts,

    /// <summary>Traffic and failures follow the time of day.</summary>
    Diurnal,

    /// <summary>A new instance is slow while it is cold, and each shift starts new ones.</summary>
    ColdStart,

    /// <summary>Users stay on one version, and users differ.</summary>
    StickyUsers,

    /// <summary>A dependency fails twenty times as often for some minutes, up to three times.</summary>
    SharedIncidents,

    /// <summary>The source of the numbers does not answer for up to four minutes, up to four times.</summary>
    SourceGaps,

    /// <summary>One version is read a tick later than the other, while shared incidents occur.</summary>
    ClockOffsets,
}
