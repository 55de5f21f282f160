using Rollouts.Domain.Analysis;
using Rollouts.Domain.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Asking;

/// <summary>
/// One check while it is asked: the counters as they were last read, the judge's state, and the ticks that are not
/// kept elsewhere yet. It is unpacked, given an answer, and packed again; nobody else sees it in between.
/// </summary>
internal sealed class Inquiry
{
    private readonly Check _check;
    private readonly JudgeSettings _settings;

    private Inquiry(Check check, JudgeSettings settings, Instant begun)
    {
        (_check, _settings) = (check, settings);
        State = CheckState.Begin(settings, begun);
        Ledger = new CounterLedger(begun);
        AskedUntil = begun;
    }

    /// <summary>The end of what was read so far.</summary>
    public Instant AskedUntil { get; private set; }

    public int Generation { get; private set; }

    public int Epoch { get; private set; } = -1;

    /// <summary>What was last handed in to the rollout; null before the first verdict.</summary>
    public Standing? Told { get; set; }

    internal CheckState State { get; private set; }

    internal CounterLedger Ledger { get; private set; }

    internal OpenPage Page { get; private set; } = OpenPage.Empty;

    public static Inquiry Begin(Check check, JudgeSettings settings, Instant at) => new(check, settings, at);

    /// <summary>Takes over what was packed.</summary>
    internal static Inquiry Resume(Check check, JudgeSettings settings, InquiryParts parts) =>
        new(check, settings, parts.AskedUntil)
        {
            State = parts.State,
            Ledger = parts.Ledger,
            Page = parts.Page,
            Generation = parts.Generation,
            Epoch = parts.Epoch,
            Told = parts.Told,
        };

    /// <summary>
    /// Gives up evidence that lies in the future: a process whose clock was ahead gathered it, and until then every
    /// answer would count as old, so that the check would see nothing.
    /// </summary>
    public void GiveUpFuture(Instant now)
    {
        if (AskedUntil - now > StoreClock.Tolerance)
        {
            (Ledger, AskedUntil, Told) = (new CounterLedger(now), now, null);
            State.StartAfresh(now);
        }
    }

    /// <summary>
    /// Takes an answer and says how the check stands now. What was asked before the last shift, or before somebody
    /// gave the evidence up, is judged as what it is: of another time.
    /// </summary>
    public Verdict Take(Question question, Answer<Reading> answer, Instant now)
    {
        if (question.Generation > Generation)
        {
            Generation = question.Generation;
            Told = null;
            State.StartAfresh(now);
        }

        var ticks = TicksOf(answer, now);
        if (answer is Answer<Reading>.Got { Value: Reading.Periods })
        {
            // Periods come some minutes late: those that come with the first look after a shift are from before it, and
            // the one that it fell into is of neither time.
            var before = question.Epoch > Epoch;
            ticks = before ? Judged(ticks) : [.. ticks.Where(tick => tick.From >= State.ShiftedAt)];
        }

        if (question.Epoch > Epoch)
        {
            // The last tick may hold traffic from before the shift; the next one begins at or after it.
            Epoch = question.Epoch;
            Told = null;
            State.Shifted(question.ShiftAt(now));
            Ledger.Shifted();
        }

        Judged(ticks);
        if (_check.Judge is Judge.Compare && now >= question.ConcludesFrom)
        {
            State.Conclude(now);
        }

        // What a source did not answer for is asked again, so that an outage leaves no gap.
        AskedUntil = answer is Answer<Reading>.Got got
            ? Instant.Max(AskedUntil, ReadUntil(got.Value, now))
            : AskedUntil;
        var verdict = State.Verdict();
        return answer is Answer<Reading>.Failed failed && verdict.Standing == Standing.SourceFailed
            ? verdict with
            {
                Evidence = verdict.Evidence with { Sentence = failed.Fault.Message },
            }
            : verdict;
    }

    /// <summary>A page that is full, to be kept; null while there is room.</summary>
    public OpenPage? TakeFullPage()
    {
        if (!Page.IsFull)
        {
            return null;
        }

        var full = Page;
        Page = OpenPage.Empty;
        return full;
    }

    /// <summary>Judges them, and leaves none of them to be judged.</summary>
    private IReadOnlyList<Tick> Judged(IReadOnlyList<Tick> ticks)
    {
        foreach (var read in ticks)
        {
            // Numbered as they are judged: ledger, ticks and state are packed as one, so none comes twice.
            var tick = read with
            {
                Number = State.LastTick + 1,
            };
            State.Judge(tick);
            Page = Page.With(tick);
        }

        return [];
    }

    private IReadOnlyList<Tick> TicksOf(Answer<Reading> answer, Instant now) =>
        answer switch
        {
            Answer<Reading>.Got { Value: Reading.Counters counters } => Counted(counters, now),
            // No period is over that was not judged before: that is no news, and not a lack of numbers.
            Answer<Reading>.Got { Value: Reading.Periods or Reading.Values } got when IsOld(got.Value) => [],
            Answer<Reading>.Got { Value: Reading.Periods { Counted.IsEmpty: true } periods } =>
            [
                new EmptyTick(0, AskedUntil, periods.Until),
            ],
            Answer<Reading>.Got { Value: Reading.Periods periods } => [.. periods.Counted.Select(TickOf)],
            Answer<Reading>.Got { Value: Reading.Values { Candidate: double.NaN } values } =>
            [
                new EmptyTick(0, AskedUntil, values.At),
            ],
            Answer<Reading>.Got { Value: Reading.Values values } =>
            [
                new ValueTick(0, AskedUntil, values.At, values.Candidate, values.Baseline),
            ],
            Answer<Reading>.Failed => [new FailedTick(0, AskedUntil, now)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private Tick TickOf(Period period) =>
        period.IsUnusable
            ? new FailedTick(0, period.From, period.To)
            : Ledger.Review(new CountTick(0, period.From, period.To, period.Candidate, period.Baseline));

    private bool IsOld(Reading reading) => ReadUntil(reading, AskedUntil) <= AskedUntil;

    private static Instant ReadUntil(Reading reading, Instant otherwise) =>
        reading switch
        {
            Reading.Periods periods => periods.Until,
            Reading.Values values => values.At,
            Reading.Counters => otherwise,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private IReadOnlyList<Tick> Counted(Reading.Counters counters, Instant now)
    {
        if (!Ledger.Read(counters.Samples.AsSpan()))
        {
            return [new FailedTick(0, AskedUntil, now)];
        }

        return Ledger.Close(now, counters.Scrape ?? _check.Every) is { } tick ? [tick] : [];
    }
}
