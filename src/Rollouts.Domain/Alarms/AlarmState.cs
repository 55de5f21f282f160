namespace Rollouts.Domain.Alarms;

/// <summary>
/// The alarms of one sender: those that ring, and those that ceased within the last day, so that an older message that
/// arrives later changes nothing. In doubt an alarm rings.
/// </summary>
public sealed record AlarmState
{
    /// <summary>
    /// At this number of ringing alarms, only alarms that the plan of a live rollout names are added.
    /// </summary>
    public const int Most = 1000;

    /// <summary>No sender delivers later than this.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public required ConnectionName Sender { get; init; }

    public ValueList<KnownAlarm> Known { get; init; } = [];

    public int Version { get; init; }

    /// <summary>The names under which anything rings.</summary>
    public IEnumerable<string> Ringing =>
        Known.Where(known => known.IsRinging).Select(known => known.Alarm).Distinct(StringComparer.Ordinal);

    /// <summary>Whether an alarm is refused that is new and that no plan names.</summary>
    public bool IsFull => Known.Count(known => known.IsRinging) >= Most;

    public bool Knows(string alarm, string instance) => Find(alarm, instance) is not null;

    /// <summary>
    /// Returns the events that a message causes; none if it changes nothing, or is older than the known state.
    /// </summary>
    public ValueList<AlarmEvent> Take(
        string alarm,
        string instance,
        bool isRinging,
        Instant since,
        MessageOrder order
    ) => isRinging ? Ring(alarm, instance, since, order) : Cease(alarm, instance, since);

    public AlarmState Evolve(AlarmEvent happened) =>
        happened switch
        {
            AlarmEvent.Rang rang => With(new KnownAlarm(rang.Alarm, rang.Instance, IsRinging: true, rang.Since)),
            AlarmEvent.Cleared ceased => With(
                new KnownAlarm(ceased.Alarm, ceased.Instance, IsRinging: false, ceased.Since)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// A message of an alarm that rings already counts if it is later: an end between the two is over by now, although
    /// it may arrive last.
    /// </summary>
    private ValueList<AlarmEvent> Ring(string alarm, string instance, Instant since, MessageOrder order) =>
        Find(alarm, instance) switch
        {
            null => [new AlarmEvent.Rang(alarm, instance, since)],
            { IsRinging: true } known when since <= known.Since => [],
            // Rings from the end that is known, so that no end before that one silences it.
            { IsRinging: false } known when since < known.Since => order == MessageOrder.ByArrival
                ? [new AlarmEvent.Rang(alarm, instance, known.Since)]
                : [],
            _ => [new AlarmEvent.Rang(alarm, instance, since)],
        };

    private ValueList<AlarmEvent> Cease(string alarm, string instance, Instant since) =>
        Find(alarm, instance) is { IsRinging: true } known && since >= known.Since
            ? [new AlarmEvent.Cleared(alarm, instance, since)]
            : [];

    private KnownAlarm? Find(string alarm, string instance) =>
        Known.FirstOrDefault(known => known.Alarm == alarm && known.Instance == instance);

    private AlarmState With(KnownAlarm news) =>
        this with
        {
            Known = Known
                .Where(known =>
                    (known.Alarm != news.Alarm || known.Instance != news.Instance)
                    && (known.IsRinging || known.Since + Remembered > news.Since)
                )
                .Append(news)
                .ToValueList(),
            Version = Version + 1,
        };
}
