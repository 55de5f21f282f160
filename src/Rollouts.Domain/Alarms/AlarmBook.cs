namespace Rollouts.Domain.Alarms;

/// <summary>
/// What one sender has pushed: the alarms that ring, and those that ceased of late, so that an older message that comes
/// later does not make one ring again.
/// </summary>
public sealed record AlarmBook
{
    /// <summary>Somebody with more alarms at once sends what no plan names; it is refused, and said.</summary>
    public const int Most = 1000;

    /// <summary>No sender delivers later than this.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public required ConnectionName Sender { get; init; }

    public ValueList<KnownAlarm> Known { get; init; } = [];

    public int Version { get; init; }

    /// <summary>The names under which anything rings.</summary>
    public IEnumerable<string> Ringing =>
        Known.Where(known => known.IsRinging).Select(known => known.Alarm).Distinct(StringComparer.Ordinal);

    /// <summary>Whether one more would be one too many.</summary>
    public bool IsFull => Known.Count(known => known.IsRinging) >= Most;

    /// <summary>What a message comes to; nothing where it is no news, or older than what is known.</summary>
    public ValueList<AlarmEvent> Take(string alarm, string instance, bool isRinging, Instant since)
    {
        var known = Known.FirstOrDefault(known => known.Alarm == alarm && known.Instance == instance);
        return known is null && !isRinging ? []
            : known is not null && (since < known.Since || known.IsRinging == isRinging) ? []
            : isRinging ? [new AlarmEvent.Rang(alarm, instance, since)]
            : [new AlarmEvent.Ceased(alarm, instance, since)];
    }

    public AlarmBook Evolve(AlarmEvent happened) =>
        happened switch
        {
            AlarmEvent.Rang rang => With(new KnownAlarm(rang.Alarm, rang.Instance, IsRinging: true, rang.Since)),
            AlarmEvent.Ceased ceased => With(
                new KnownAlarm(ceased.Alarm, ceased.Instance, IsRinging: false, ceased.Since)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private AlarmBook With(KnownAlarm news) =>
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
