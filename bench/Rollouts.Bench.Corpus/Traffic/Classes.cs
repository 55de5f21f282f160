namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>The classes of the corpus.</summary>
internal static class Classes
{
    private const double Minutes = 60;

    /// <summary>
    /// A faulty candidate meets all that healthy ones meet at the same traffic, in turns: it is not found in better
    /// weather than a healthy one is kept.
    /// </summary>
    private static readonly Surroundings[] All =
    [
        Surroundings.Steady,
        Surroundings.Bursts,
        Surroundings.Diurnal,
        Surroundings.ColdStart,
        Surroundings.StickyUsers,
        Surroundings.SharedIncidents,
        Surroundings.SourceGaps,
        Surroundings.ClockOffsets,
    ];

    public static IReadOnlyList<Scenario> Healthy { get; } =
    [
        new("steady", Fault: null, [Surroundings.Steady]),
        new("steady, 1 % fail", Fault: null, [Surroundings.Steady]) { FailingShare = 0.01 },
        new("bursty", Fault: null, [Surroundings.Bursts]),
        new("bursty, 1 % fail", Fault: null, [Surroundings.Bursts]) { FailingShare = 0.01 },
        new("diurnal", Fault: null, [Surroundings.Diurnal]),
        new("cold start", Fault: null, [Surroundings.ColdStart]),
        new("low traffic, 1 request/s, 0.5 % fail", Fault: null, [Surroundings.Steady])
        {
            RequestsPerSecond = 1,
            FailingShare = 0.005,
        },
        new("sticky users", Fault: null, [Surroundings.StickyUsers]),
        new("shared incidents", Fault: null, [Surroundings.SharedIncidents]),
        new("source gaps", Fault: null, [Surroundings.SourceGaps]),
        new("clock offsets with incidents", Fault: null, [Surroundings.ClockOffsets]),
    ];

    public static IReadOnlyList<Scenario> Faulty { get; } =
    [
        Of("everything fails", new Fault.Fails(1), isOfOnePercent: true),
        Of("5 % fail", new Fault.Fails(0.05), isOfOnePercent: true),
        Of("1 % fail", new Fault.Fails(0.01), isOfOnePercent: true),
        Of("0.5 % fail", new Fault.Fails(0.005)),
        Of("ten times the baseline: 0.1 to 1 %", new Fault.Fails(0.009)),
        Of("twice the baseline: 1 to 2 %", new Fault.Fails(0.0101), isOfOnePercent: true) with
        {
            FailingShare = 0.01,
        },
        Of("one endpoint of 30, a tenth fails", new Fault.FailsOneEndpoint(0.1)),
        Of("one group of users, 2 %", new Fault.FailsUserGroup(0.02, 5), isOfOnePercent: true),
        Of("20 % slower", new Fault.Slower(1.2)),
        Of("50 % slower", new Fault.Slower(1.5)),
        Of("2 % take a second longer", new Fault.SlowTail(0.02)),
        Of("leak: 0 to 5 % in an hour", new Fault.Leak(0.05)),
        Of("periodic: 5 % for 1 min in 10", new Fault.Periodic(0.05, Minutes, 10 * Minutes)),
        Of("5 % fail after 10 min", new Fault.Fails(0.05) { Onset = 10 * Minutes }, isOfOnePercent: true),
        Of("5 % fail after 60 min", new Fault.Fails(0.05) { Onset = 60 * Minutes }, isOfOnePercent: true),
        Of("misrouted: twice the weight", new Fault.Misrouted(2)),
        Of("crash loop: 25 % for 10 s in 70", new Fault.Periodic(0.25, 10, 70)),
        Of("retries hide 5 %", new Fault.HiddenByRetries(0.05)),
        Of("10 requests/s, 5 % fail", new Fault.Fails(0.05)) with
        {
            RequestsPerSecond = 10,
            IsHeadline = false,
        },
        Of("1 request/s, everything fails", new Fault.Fails(1)) with
        {
            RequestsPerSecond = 1,
            IsHeadline = false,
        },
        Of("1 request/s, 5 % fail", new Fault.Fails(0.05)) with
        {
            RequestsPerSecond = 1,
            IsHeadline = false,
        },
    ];

    private static Scenario Of(string name, Fault fault, bool isOfOnePercent = false) =>
        new(name, fault, All) { IsOfOnePercent = isOfOnePercent };
}
