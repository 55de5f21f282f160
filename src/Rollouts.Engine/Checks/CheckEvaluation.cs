using Rollouts.Analysis;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Engine.Clocks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Checks;

/// <summary>
/// One check during an answer: the counters as they were last read, the state of the judge, and the ticks that are not
/// stored elsewhere yet. It is unpacked, takes an answer and is packed again. Nothing else has access to it meanwhile.
/// </summary>
internal sealed class CheckEvaluation
{
    private readonly Check _check;
    private readonly JudgeSettings _settings;

    private CheckEvaluation(Check check, JudgeSettings settings, Instant begun)
    {
        (_check, _settings) = (check, settings);
        State = CheckStates.Begin(settings, begun);
        Ledger = new CounterLedger(begun);
        AskedUntil = begun;
    }

    /// <summary>The end of the time range that was read so far.</summary>
    public Instant AskedUntil { get; private set; }

    public int Generation { get; private set; }

    public int Epoch { get; private set; } = -1;

    /// <summary>The last outcome that was submitted to the rollout; null before the first verdict.</summary>
    public CheckOutcome? Told { get; set; }

    internal CheckState State { get; private set; }

    internal CounterLedger Ledger { get; private set; }

    internal OpenPage Page { get; private set; } = OpenPage.Empty;

    public static CheckEvaluation Begin(Check check, JudgeSettings settings, Instant at)
    {
        var begun = new CheckEvaluation(check, settings, at);
        begun.Note(new JudgeInput.Began(at), at);
        return begun;
    }

    /// <summary>Restores an evaluation from its packed parts.</summary>
    internal static CheckEvaluation Resume(Check check, JudgeSettings settings, CheckEvaluationParts parts) =>
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
    /// Drops evidence that lies in the future. A process whose clock was ahead gathered it. Until that time every
    /// answer would count as old, and the check would see no data.
    /// </summary>
    public void GiveUpFuture(Instant now)
    {
        if (AskedUntil - now > StoreClock.Tolerance)
        {
            (Ledger, AskedUntil, Told) = (new CounterLedger(now), now, null);
            StartAfresh(now);
        }
    }

    /// <summary>
    /// Takes an answer and returns the verdict. An answer to a question from before the last shift, or from before the
    /// evidence was dropped, is judged as evidence of the time before.
    /// </summary>
    public Verdict Take(Question question, Answer<Reading> answer, Instant now)
    {
        if (question.Generation > Generation)
        {
            Generation = question.Generation;
            Told = null;
            StartAfresh(now);
        }

        var ticks = TicksOf(answer, now);
        if (answer is Answer<Reading>.Got { Value: Reading.Periods })
        {
            // Periods arrive some minutes late. The periods of the first answer after a shift are from before it, and
            // the period that contains the shift belongs to neither time.
            var before = question.Epoch > Epoch;
            ticks = before ? Judged(ticks) : [.. ticks.Where(tick => tick.From >= State.ShiftedAt)];
        }

        if (question.Epoch > Epoch || (question.Epoch == Epoch && !State.IsAskedFor(question.InForce)))
        {
            // The last tick may hold traffic from before the shift. The next one begins at or after it.
            Epoch = question.Epoch;
            Told = null;
            var shift = question.ShiftAt(now);
            State.Shifted(shift);
            Note(new JudgeInput.Shifted(shift), now);
            Ledger.Shifted();
        }

        Judged(ticks);
        if (_check.Judge is Judge.Compare && now >= question.ConcludesFrom)
        {
            State.Conclude(now);
            Note(new JudgeInput.Concluded(now), now);
        }

        // The range that a source did not answer for is asked again, so that an outage leaves no gap.
        AskedUntil = answer is Answer<Reading>.Got got
            ? Instant.Max(AskedUntil, ReadUntil(got.Value, now))
            : AskedUntil;
        var verdict = State.Verdict();
        return answer is Answer<Reading>.Failed failed && verdict.Outcome == CheckOutcome.SourceFailed
            ? verdict with
            {
                Evidence = verdict.Evidence with { Sentence = failed.Fault.Message },
            }
            : verdict;
    }

    /// <summary>Removes the page if it is full and returns it for storage; null if it has room.</summary>
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

    private void StartAfresh(Instant now)
    {
        State.StartAfresh(now);
        Note(new JudgeInput.StartedAfresh(now), now);
    }

    // Every input of the state is kept, so that its verdicts can be computed again from nothing else.
    private void Note(JudgeInput input, Instant at) => Page = Page.With(input, State.LastTick + 1, at);

    /// <summary>Judges the ticks and returns an empty list.</summary>
    private IReadOnlyList<Tick> Judged(IReadOnlyList<Tick> ticks)
    {
        foreach (var read in ticks)
        {
            // The number is assigned as the tick is judged. Ledger, ticks and state are packed together, so no tick
            // counts twice.
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
            // No period has ended that was not judged before. This is neither news nor a lack of data.
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
