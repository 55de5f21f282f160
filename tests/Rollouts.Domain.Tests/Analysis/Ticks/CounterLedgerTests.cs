using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Ticks;

public sealed class CounterLedgerTests
{
    private const ulong Pod = 100;

    private static readonly TimeSpan Scrape = TimeSpan.FromSeconds(15);

    [Fact]
    public void What_was_counted_before_the_zero_reading_is_history()
    {
        var ledger = new CounterLedger(At(0));
        Assert.True(ledger.Read([Total(1, 0, 5000)]));
        Assert.Null(ledger.Close(At(0), Scrape));
        Assert.True(ledger.Read([Total(1, 1, 5010)]));
        Assert.Equal(10, Counts(ledger.Close(At(1), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void A_long_past_that_comes_with_the_first_answer_is_history_too()
    {
        var ledger = new CounterLedger(At(3));
        Assert.True(
            ledger.Read([
                Total(1, 0, 1000, Arm.Candidate),
                Total(1, 1, 2000, Arm.Candidate),
                Total(1, 2, 3000, Arm.Candidate),
                Total(1, 4, 3010, Arm.Candidate),
                Bad(1, 0, 0, Arm.Candidate),
                Bad(1, 1, 500, Arm.Candidate),
                Bad(1, 4, 501, Arm.Candidate),
            ])
        );
        Assert.Equal(new ArmIncrement(10, 1), Counts(ledger.Close(At(4), Scrape)).Candidate);
    }

    [Fact]
    public void A_reset_counts_from_zero()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.True(ledger.Read([Total(1, 1, 105), Total(1, 2, 3), Total(1, 3, 10)]));
        Assert.Equal(15, Counts(ledger.Close(At(3), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void A_missing_scrape_is_bridged_and_no_zero_is_made_up()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.Null(ledger.Close(At(1), Scrape));
        Assert.True(ledger.Read([Total(1, 2, 130)]));
        CountTick tick = Counts(ledger.Close(At(2), Scrape));
        Assert.Equal((At(0), At(2), 30L), (tick.From, tick.To, tick.Baseline.Requests));
    }

    [Fact]
    public void A_poll_that_brings_no_new_sample_counts_nothing()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.True(ledger.Read([Total(1, 1, 105)]));
        Assert.True(ledger.Read([Total(1, 1, 105), Total(1, 0, 100)]));
        Assert.Equal(5, Counts(ledger.Close(At(1), Scrape)).Baseline.Requests);
        Assert.True(ledger.Read([Total(1, 1, 105)]));
        Assert.Null(ledger.Close(At(2), Scrape));
    }

    [Fact]
    public void The_first_requests_of_a_new_candidate_are_not_lost()
    {
        var ledger = Opened();
        Assert.True(ledger.Read([Total(9, 1, 4, Arm.Candidate), Bad(9, 1, 4, Arm.Candidate)]));
        Assert.Equal(new ArmIncrement(4, 4), Counts(ledger.Close(At(1), Scrape)).Candidate);
    }

    // The simulation found it: after another backend became stable, the bad candidate was judged as the baseline.
    [Fact]
    public void A_counter_that_is_now_of_the_other_version_counts_for_that()
    {
        var ledger = Opened(Total(1, 0, 100), Bad(1, 0, 0));
        Assert.True(ledger.Read([Total(1, 1, 200, Arm.Candidate), Bad(1, 1, 50, Arm.Candidate)]));
        Assert.Equal(new ArmIncrement(0, 0), Counts(ledger.Close(At(1), Scrape)).Candidate);
        Assert.True(ledger.Read([Total(1, 2, 300, Arm.Candidate), Bad(1, 2, 80, Arm.Candidate)]));
        Assert.Equal(new ArmIncrement(100, 30), Counts(ledger.Close(At(2), Scrape)).Candidate);
    }

    [Fact]
    public void The_first_failure_of_a_known_process_is_counted_though_its_counter_is_new()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.True(ledger.Read([Total(1, 1, 110), Total(2, 1, 3), Bad(2, 1, 3)]));
        Assert.Equal(new ArmIncrement(13, 3), Counts(ledger.Close(At(1), Scrape)).Baseline);
    }

    [Fact]
    public void A_baseline_process_that_nobody_saw_before_brings_no_past_with_it()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.True(ledger.Read([Total(1, 1, 110), Total(2, 1, 1_000_000, instance: 7)]));
        Assert.Equal(10, Counts(ledger.Close(At(1), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void A_baseline_process_that_was_born_during_the_rollout_counts_from_its_birth()
    {
        var ledger = Opened(Total(1, 0, 100));
        Assert.True(ledger.Read([Total(1, 1, 110), Total(2, 1, 20, instance: 7) with { Born = At(0) + (Scrape / 2) }]));
        Assert.Equal(30, Counts(ledger.Close(At(1), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void More_bad_requests_than_requests_wait_for_the_next_tick()
    {
        var ledger = Opened(Total(1, 0, 0), Bad(1, 0, 0));
        Assert.True(ledger.Read([Total(1, 1, 4), Bad(1, 1, 6)]));
        Assert.Equal(new ArmIncrement(4, 4), Counts(ledger.Close(At(1), Scrape)).Baseline);
        Assert.True(ledger.Read([Total(1, 2, 14), Bad(1, 2, 6)]));
        Assert.Equal(new ArmIncrement(10, 2), Counts(ledger.Close(At(2), Scrape)).Baseline);
    }

    [Fact]
    public void Slow_requests_are_those_that_no_bucket_holds()
    {
        var ledger = Opened(Total(1, 0, 100), Within(2, 0, 90, edge: 0), Within(3, 0, 99, edge: 1));
        Assert.True(ledger.Read([Total(1, 1, 150), Within(2, 1, 120, edge: 0), Within(3, 1, 148, edge: 1)]));
        Assert.Equal(new ArmIncrement(50, 20, 1), Counts(ledger.Close(At(1), Scrape)).Baseline);
    }

    [Fact]
    public void A_tick_waits_for_every_live_counter_but_not_for_ever()
    {
        var ledger = Opened(Total(1, 0, 0), Total(2, 0, 0));
        Assert.True(ledger.Read([Total(1, 1, 5)]));
        Assert.Null(ledger.Close(At(1), Scrape));
        Assert.Equal(5, Counts(ledger.Close(At(2), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void A_counter_that_is_gone_holds_nobody_up()
    {
        var ledger = Opened(Total(1, 0, 0), Total(2, 0, 0));
        Assert.True(ledger.Read([Total(1, 1, 1), Total(1, 2, 2), Total(1, 3, 3)]));
        Assert.Equal(3, Counts(ledger.Close(At(3), Scrape)).Baseline.Requests);
        Assert.True(ledger.Read([Total(1, 4, 9)]));
        Assert.Equal(6, Counts(ledger.Close(At(4), Scrape)).Baseline.Requests);
    }

    [Fact]
    public void A_source_that_answers_with_nothing_says_so_after_two_scrapes()
    {
        var ledger = Opened();
        Assert.Null(ledger.Close(At(1), Scrape));
        Assert.IsType<EmptyTick>(ledger.Close(At(2), Scrape));
        Assert.Equal(2, ledger.Fail(At(3)).Number);
    }

    [Fact]
    public void Bursts_show_in_how_unevenly_failures_fall_on_instances()
    {
        var ledger = Opened([.. Instances(0, 0, 0)]);
        Assert.True(ledger.Read([.. Instances(1, 100, 10)]));
        BaselineSpread spread = Counts(ledger.Close(At(1), Scrape)).Spread;
        Assert.Equal(3, spread.Freedom);
        Close.To(30, spread.ChiSquare, 1e-12);
    }

    [Fact]
    public void More_counters_than_a_check_can_have_are_refused()
    {
        var ledger = Opened();
        CounterSample[] samples =
        [
            .. Enumerable.Range(0, CounterLedger.MostSeries + 1).Select(series => Total((ulong)series, 1, 1)),
        ];
        Assert.False(ledger.Read(samples));
    }

    [Fact]
    public void A_ledger_that_was_stored_goes_on_as_if_it_had_not_been()
    {
        var ledger = Opened(Total(1, 0, 100), Bad(1, 0, 3));
        Assert.True(ledger.Read([Total(1, 1, 110), Bad(1, 1, 20), Total(8, 1, 2, Arm.Candidate)]));
        byte[] room = new byte[ledger.PackedAtMost];
        CounterLedger stored = CounterLedger.Unpack(room.AsSpan(0, ledger.Pack(room)))!;
        Assert.Equal(ledger.Close(At(1), Scrape), stored.Close(At(1), Scrape));
        foreach (CounterLedger each in new[] { ledger, stored })
        {
            Assert.True(each.Read([Total(1, 2, 150), Bad(1, 2, 20), Total(8, 2, 9, Arm.Candidate)]));
        }

        Assert.Equal(ledger.Close(At(2), Scrape), stored.Close(At(2), Scrape));
    }

    [Fact]
    public void A_ledger_of_another_version_is_not_read() => Assert.Null(CounterLedger.Unpack([99, 1, 2, 3]));

    /// <summary>
    /// Each series is scraped in its own rhythm; polls overlap, repeat and come in any order across series.
    /// </summary>
    [Fact]
    public void Any_interleaving_of_scrapes_gives_the_same_totals()
    {
        var property = Prop.ForAll(
            Gen.Choose(0, 1_000_000).ToArbitrary(),
            seed =>
            {
                var random = new SeededGenerator((ulong)seed);
                List<CounterSample[]> histories =
                [
                    .. Enumerable.Range(1, 4).Select(series => History(random, (ulong)series)),
                ];
                ArmIncrement whole = Sum(histories.SelectMany(history => history).Chunk(int.MaxValue), histories);
                ArmIncrement mixed = Sum(Polls(random, histories), histories);
                return whole == mixed;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);
    }

    private static CounterSample[] History(SeededGenerator random, ulong series)
    {
        List<CounterSample> history = [Total(series, 0, 1000)];
        double value = 1000;
        for (int at = 1; at <= 12; at++)
        {
            value = random.NextDouble() < 0.15 ? 2 : value + Math.Floor(random.NextDouble() * 20);
            history.Add(Total(series, at, value));
        }

        return [.. history];
    }

    private static IEnumerable<CounterSample[]> Polls(SeededGenerator random, List<CounterSample[]> histories)
    {
        int[] seen = [.. histories.Select(_ => 1)];
        while (histories.Where((history, at) => seen[at] < history.Length).Any())
        {
            int which = (int)(random.NextDouble() * histories.Count);
            int to = Math.Min(histories[which].Length, seen[which] + (int)(random.NextDouble() * 4));
            int from = Math.Max(0, seen[which] - (int)(random.NextDouble() * 4));
            seen[which] = to;
            yield return histories[which][from..to];
        }
    }

    private static ArmIncrement Sum(IEnumerable<CounterSample[]> polls, List<CounterSample[]> histories)
    {
        var ledger = Opened([.. histories.Select(history => history[0])]);
        long requests = 0;
        foreach (CounterSample[] poll in polls)
        {
            Assert.True(ledger.Read(poll));
            requests += ledger.Close(At(12), Scrape) is CountTick tick ? tick.Baseline.Requests : 0;
        }

        requests += ledger.Close(At(99), Scrape) is CountTick last ? last.Baseline.Requests : 0;
        return new ArmIncrement(requests, 0);
    }

    private static IEnumerable<CounterSample> Instances(int at, double requests, double burst) =>
        Enumerable
            .Range(1, 4)
            .SelectMany(pod =>
                new[]
                {
                    Total((ulong)pod, at, requests, instance: (ulong)pod),
                    Bad((ulong)pod, at, pod == 1 ? burst : 0) with
                    {
                        Instance = (ulong)pod,
                    },
                }
            );

    private static CounterLedger Opened(params CounterSample[] zero)
    {
        var ledger = new CounterLedger(At(0));
        Assert.True(ledger.Read(zero));
        return ledger;
    }

    private static Instant At(int scrape) => new Instant(1_000_000_000_000) + (scrape * Scrape);

    private static CountTick Counts(Tick? tick) => Assert.IsType<CountTick>(tick);

    private static CounterSample Total(
        ulong series,
        int at,
        double value,
        Arm arm = Arm.Baseline,
        ulong instance = Pod
    ) => new(arm, CounterRole.Total, 0, series, instance, At(at), value);

    private static CounterSample Bad(ulong series, int at, double value, Arm arm = Arm.Baseline) =>
        new(arm, CounterRole.Bad, 0, series, Pod, At(at), value);

    private static CounterSample Within(ulong series, int at, double value, int edge) =>
        new(Arm.Baseline, CounterRole.Within, edge, series, Pod, At(at), value);
}
