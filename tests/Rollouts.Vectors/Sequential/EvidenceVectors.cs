using System.Globalization;
using System.Text.Json;
using Rollouts.Analysis;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Vectors.Sequential;

/// <summary>Evidence for and against the candidate, tick by tick.</summary>
internal static class EvidenceVectors
{
    private static readonly double Ln100 = Math.Log(100);
    private static readonly double Ln20 = Math.Log(20);

    public static Finding Breach(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        PairedCounts[] ticks = streams.Of(vector);
        var onset = new FaultOnsetPrior((int)vector.Number("logE_restart_H"));
        double[] plain = Play(vector, ticks, FaultOnsetPrior.AtStart);
        double[] late = Play(vector, ticks, onset);
        Compare(comparison, vector, "logE_plain", plain);
        Compare(comparison, vector, "logE_restart", late);
        CompareCrossing(comparison, vector, "first_cross_plain_alpha01", plain, Ln100);
        CompareCrossing(comparison, vector, "first_cross_restart_alpha01", late, Ln100);
        if (vector.Maybe("combined_default_logE") is not null)
        {
            double ratio = vector.Number("rho0");
            double[] robust = Bets.Mean(Bets.Vote(ticks, onset, ratio), Bets.Event(ticks, onset, ratio, 0, 10));
            Compare(comparison, vector, "combined_default_logE", robust);
            CompareCrossing(comparison, vector, "first_cross_combined_alpha01", robust, Ln100);
        }

        if (vector.Maybe("increments_tick0") is { } expected)
        {
            Span<double> increments = stackalloc double[TimesWorse.Count];
            BreachIncrements.Event(
                increments,
                ticks[0],
                vector.Number("rho0"),
                vector.Number("delta"),
                vector.Number("phi")
            );
            CompareAll(comparison, "increments_tick0", expected.AsNumbers(), increments);
        }

        return comparison.Finding();
    }

    public static Finding Healthy(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        var evidence = new HealthyEvidence(edges: 1);
        double ratio = vector.Number("rho0");
        List<double> logs = [];
        foreach (PairedCounts tick in streams.Of(vector))
        {
            if (ratio == 0 ? tick.CandidateRequests > 0 : tick.HasBothArms)
            {
                evidence.Add(0, tick, ratio, vector.Number("delta"), vector.Number("phi"));
            }

            logs.Add(evidence.Least);
        }

        Compare(comparison, vector, "logE", [.. logs]);
        CompareCrossing(comparison, vector, "first_cross_beta05", [.. logs], Ln20);
        return comparison.Finding();
    }

    public static Finding Absolute(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        double limit = vector.Number("pmax");
        PairedCounts[] ticks =
        [
            .. streams.Of(vector).Select(tick => tick with { BaselineRequests = 0, BaselineBad = 0 }),
        ];
        Compare(
            comparison,
            vector,
            "logE_vote",
            Bets.Play(
                ticks,
                FaultOnsetPrior.AtStart,
                tick => tick.CandidateRequests > 0,
                (Span<double> into, in PairedCounts tick) => BreachIncrements.LimitVote(into, tick, limit)
            )
        );
        Compare(
            comparison,
            vector,
            "logE_event",
            Bets.Play(
                ticks,
                FaultOnsetPrior.AtStart,
                tick => tick.CandidateRequests > 0,
                (Span<double> into, in PairedCounts tick) => BreachIncrements.LimitEvent(into, tick, limit, 1)
            )
        );
        return comparison.Finding();
    }

    /// <summary>Through the judge itself: it holds a tick back until the next one is known.</summary>
    public static Finding LeastOfLags(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        PairedCounts[] ticks = streams.Of(vector);
        int shift = (int)vector.Number("canary_shift_ticks");
        var state = new RelativeState(
            new RelativeSettings { ToleratedRatio = vector.Number("rho0"), PlannedTicks = (int)vector.Number("H") },
            new Instant(0)
        );
        double[] expected = vector.GetProperty("logE_min").AsNumbers();

        // The first tick has no tick before it and is not judged in the vector: it stands before the shift.
        state.Judge(Tick(0, Shifted(ticks, 0, shift)));
        state.Shifted(new Shift(new Instant(1), Split.BothArms));
        for (int at = 1; at < ticks.Length; at++)
        {
            state.Judge(Tick(at, Shifted(ticks, at, shift)));
            if (at >= 2 && at - 2 < expected.Length)
            {
                comparison.Number($"logE_min[{at - 2}]", expected[at - 2], state.LogEvidence);
            }
        }

        return comparison.Finding();
    }

    public static Finding Lambda(JsonElement vector, string name)
    {
        var comparison = new Comparison(name);
        double share = vector.Number("a");
        double ratio = vector.Number("rho0");
        double excess = vector.Number("delta");
        double[] lambda = vector.GetProperty("lambda_").AsNumbers();

        // What a bad request wins is ln(1 + lambda (1/a - delta)), so lambda can be read off a tick that holds just one.
        const long All = 1_000_000;
        var one = new PairedCounts((long)Math.Round(share * All), 1, All - (long)Math.Round(share * All), 0);
        Span<double> won = stackalloc double[TimesWorse.Count];
        Span<double> none = stackalloc double[TimesWorse.Count];
        BreachIncrements.Event(won, one, ratio, excess, 1);
        BreachIncrements.Event(none, one with { CandidateBad = 0 }, ratio, excess, 1);
        for (int k = 0; k < lambda.Length; k++)
        {
            double paidPerGood = none[k] / All;
            double read = (Math.Exp(won[k] - none[k] + paidPerGood) - 1) / ((1 / share) - excess);
            comparison.Number($"lambda[{k}]", lambda[k], read);
        }

        return comparison.Finding();
    }

    private static double[] Play(JsonElement vector, PairedCounts[] ticks, FaultOnsetPrior onset) =>
        vector.Text("mode") switch
        {
            "vote" => Bets.Vote(ticks, onset, vector.Number("rho0")),
            "event" => Bets.Event(ticks, onset, vector.Number("rho0"), vector.Number("delta"), vector.Number("phi")),
            var mode => throw new FormatException($"Unknown mode '{mode}'."),
        };

    private static void Compare(Comparison comparison, JsonElement vector, string member, double[] logs)
    {
        foreach (JsonProperty at in vector.GetProperty(member).EnumerateObject())
        {
            int tick = int.Parse(at.Name, CultureInfo.InvariantCulture);
            comparison.Number($"{member}[{tick}]", at.Value, logs[tick]);
        }
    }

    private static void CompareCrossing(
        Comparison comparison,
        JsonElement vector,
        string member,
        double[] logs,
        double threshold
    )
    {
        string? expected = vector.Maybe(member)?.ToString();
        string? actual = Bets.FirstAbove(logs, threshold)?.ToString(CultureInfo.InvariantCulture);
        comparison.Text(member, expected, actual);
    }

    private static void CompareAll(
        Comparison comparison,
        string what,
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> actual
    )
    {
        for (int at = 0; at < expected.Length; at++)
        {
            comparison.Number($"{what}[{at}]", expected[at], actual[at]);
        }
    }

    private static PairedCounts Shifted(PairedCounts[] ticks, int at, int shift)
    {
        int from = Math.Max(0, at - shift);
        return ticks[at] with
        {
            CandidateRequests = ticks[from].CandidateRequests,
            CandidateBad = ticks[from].CandidateBad,
        };
    }

    private static CountTick Tick(int at, PairedCounts counts) =>
        new(
            at + 1,
            new Instant(at * 15_000_000L),
            new Instant((at + 1) * 15_000_000L),
            new ArmIncrement(counts.CandidateRequests, counts.CandidateBad),
            new ArmIncrement(counts.BaselineRequests, counts.BaselineBad)
        );
}
