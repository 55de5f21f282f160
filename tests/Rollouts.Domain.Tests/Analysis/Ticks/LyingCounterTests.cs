using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Ticks;

/// <summary>An increment that cannot be is a failed tick and a new zero reading, never evidence.</summary>
public sealed class LyingCounterTests
{
    private const int Samples = 40;
    private const double PerScrape = 100;
    private const double Limit = 0.01;
    private const double BadShare = 0.05;

    private static readonly TimeSpan Scrape = TimeSpan.FromSeconds(5);

    // One jump of 1e17 counted as 1e15 good requests, in each of the next hundred ticks.
    [Theory]
    [InlineData(1e17)]
    [InlineData(1e11)]
    [InlineData(3e6)]
    public void A_jump_that_stays_is_a_failed_tick_and_counting_begins_anew(double jump)
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: (5 * PerScrape) + jump, bad: 0);
        Assert.Null(ledger.Close(At(5), Scrape));
        Read(ledger, 6, requests: (6 * PerScrape) + jump, bad: 0);
        Assert.IsType<FailedTick>(ledger.Close(At(6), Scrape));

        Read(ledger, 7, requests: (7 * PerScrape) + jump, bad: 50);
        ArmIncrement next = Assert.IsType<CountTick>(ledger.Close(At(7), Scrape)).Candidate;
        // A number of that size has no room for single requests.
        Assert.InRange(next.Requests, 90, 110);
        Assert.Equal(50, next.Bad);
    }

    [Fact]
    public void A_first_jump_with_nothing_to_compare_it_with_is_bounded_all_the_same()
    {
        var ledger = new CounterLedger(At(0));
        Read(ledger, 1, requests: 1e17, bad: 0);

        Assert.IsType<FailedTick>(ledger.Close(At(1), Scrape));
    }

    [Theory]
    [InlineData(1e17)]
    [InlineData(10)]
    public void A_sample_that_the_next_one_takes_back_was_never_true(double scale)
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: 5 * PerScrape * scale, bad: 0);
        Assert.Null(ledger.Close(At(5), Scrape));
        Read(ledger, 6, requests: 6 * PerScrape, bad: 20);

        Assert.Equal(new ArmIncrement(200, 20), Assert.IsType<CountTick>(ledger.Close(At(6), Scrape)).Candidate);
    }

    [Fact]
    public void A_fall_that_no_process_can_have_counted_since_waits_for_the_next_sample()
    {
        var ledger = Serving(until: 40);
        Read(ledger, 41, requests: 2000, bad: 0);
        Assert.Null(ledger.Close(At(41), Scrape));
        Read(ledger, 42, requests: 42 * PerScrape, bad: 20);

        Assert.Equal(new ArmIncrement(200, 20), Assert.IsType<CountTick>(ledger.Close(At(42), Scrape)).Candidate);
    }

    [Fact]
    public void Failures_that_are_gone_for_one_sample_are_not_lost()
    {
        var ledger = new CounterLedger(At(0));
        Read(ledger, 1, requests: 100, bad: 5);
        Assert.IsType<CountTick>(ledger.Close(At(1), Scrape));
        Read(ledger, 2, requests: 200, bad: 0);
        Assert.Null(ledger.Close(At(2), Scrape));
        Read(ledger, 3, requests: 300, bad: 15);

        Assert.Equal(new ArmIncrement(200, 10), Assert.IsType<CountTick>(ledger.Close(At(3), Scrape)).Candidate);
    }

    [Fact]
    public void A_process_that_began_again_is_counted_at_once()
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: 60, bad: 30);
        Assert.Equal(new ArmIncrement(60, 30), Assert.IsType<CountTick>(ledger.Close(At(5), Scrape)).Candidate);
    }

    [Fact]
    public void Failures_that_cannot_be_are_no_evidence_either()
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: 5 * PerScrape, bad: 1e12);

        Assert.IsType<FailedTick>(ledger.Close(At(5), Scrape));
        Read(ledger, 6, requests: 6 * PerScrape, bad: 1e12 + 1);
        Assert.Equal(new ArmIncrement(100, 1), Assert.IsType<CountTick>(ledger.Close(At(6), Scrape)).Candidate);
    }

    [Fact]
    public void Traffic_that_grows_by_a_shift_is_counted_at_once()
    {
        var ledger = Serving(until: 4);
        ledger.Shifted();
        Read(ledger, 5, requests: (4 * PerScrape) + (100 * PerScrape), bad: 3);

        Assert.Equal(new ArmIncrement(10_000, 3), Assert.IsType<CountTick>(ledger.Close(At(5), Scrape)).Candidate);
    }

    [Fact]
    public void Traffic_that_grows_by_itself_is_counted_whole_one_scrape_later()
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: (4 * PerScrape) + (50 * PerScrape), bad: 3);
        Assert.Null(ledger.Close(At(5), Scrape));
        Read(ledger, 6, requests: (4 * PerScrape) + (100 * PerScrape), bad: 6);

        Assert.Equal(new ArmIncrement(10_000, 6), Assert.IsType<CountTick>(ledger.Close(At(6), Scrape)).Candidate);
    }

    [Fact]
    public void What_is_doubted_is_stored_with_the_ledger()
    {
        var ledger = Serving(until: 4);
        Read(ledger, 5, requests: 5e9, bad: 0);
        byte[] room = new byte[ledger.PackedAtMost];
        CounterLedger stored = CounterLedger.Unpack(room.AsSpan(0, ledger.Pack(room)))!;
        Read(stored, 6, requests: 6 * PerScrape, bad: 20);

        Assert.Equal(new ArmIncrement(200, 20), Assert.IsType<CountTick>(stored.Close(At(6), Scrape)).Candidate);
    }

    // A failure counter of NaN, -Inf or falling negative values counted as no failures, "0 of 301", Healthy.
    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(-1, 0)]
    [InlineData(-1, -7)]
    public void Failures_that_no_counter_can_show_are_failed_ticks_and_never_no_failures(double first, double step)
    {
        var ledger = new CounterLedger(At(0));
        var state = Judge();
        for (int at = 1; at <= Samples; at++)
        {
            Read(ledger, at, at * PerScrape, first + (at * step));
            Tick tick = Assert.IsType<FailedTick>(ledger.Close(At(at), Scrape));
            state.Judge(tick);
        }

        Assert.NotEqual(CheckOutcome.Healthy, state.Verdict().Outcome);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-3)]
    public void Requests_that_no_counter_can_show_are_failed_ticks(double requests)
    {
        var ledger = new CounterLedger(At(0));
        Read(ledger, 1, requests, bad: 5);

        Assert.IsType<FailedTick>(ledger.Close(At(1), Scrape));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-3)]
    public void After_a_sample_that_no_counter_can_show_the_next_one_is_the_zero_reading(double lie)
    {
        CounterLedger ledger = Serving(until: 4);
        Read(ledger, 5, 5 * PerScrape, lie);
        Assert.IsType<FailedTick>(ledger.Close(At(5), Scrape));
        byte[] room = new byte[ledger.PackedAtMost];
        ledger = CounterLedger.Unpack(room.AsSpan(0, ledger.Pack(room)))!;

        // The failures since the broken sample are unknown, so its requests are no evidence either.
        Read(ledger, 6, 6 * PerScrape, bad: 40);
        Assert.IsType<FailedTick>(ledger.Close(At(6), Scrape));
        Read(ledger, 7, 7 * PerScrape, bad: 43);
        Assert.Equal(new ArmIncrement(100, 3), Assert.IsType<CountTick>(ledger.Close(At(7), Scrape)).Candidate);
    }

    [Fact]
    public void A_failure_counter_that_is_broken_before_the_zero_reading_has_no_zero_reading()
    {
        var ledger = new CounterLedger(At(2));
        Read(ledger, 1, PerScrape, double.NaN);
        Read(ledger, 3, 3 * PerScrape, bad: 20);

        Assert.IsType<FailedTick>(ledger.Close(At(3), Scrape));
    }

    [Fact]
    public void A_failure_counter_that_is_absent_is_no_failures()
    {
        var ledger = new CounterLedger(At(0));
        Assert.True(ledger.Read([new CounterSample(Arm.Candidate, CounterRole.Total, 0, 1, 1, At(1), PerScrape)]));

        Assert.Equal(new ArmIncrement(100, 0), Assert.IsType<CountTick>(ledger.Close(At(1), Scrape)).Candidate);
    }

    /// <summary>A bad candidate, of which one sample of one counter is a trillionth to a trillion times what it was.</summary>
    [Fact]
    public void Scaling_one_sample_never_makes_a_bad_candidate_healthy()
    {
        var property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed => (ScaledAt(seed) is null).Label(ScaledAt(seed) ?? "")
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), property);
    }

    // 13 of 309 requests had failed, the limit was 1 %, and one tick without failures made the candidate healthy.
    [Theory]
    [InlineData(1424547856)]
    public void These_scaled_samples_once_made_a_bad_candidate_healthy(int seed) => Assert.Null(ScaledAt(seed));

    private static string? ScaledAt(int seed)
    {
        var random = new SeededGenerator((ulong)seed);
        int lie = 4 + (int)(random.NextDouble() * (Samples - 4));
        double scale = Math.Pow(10, (random.NextDouble() * 24) - 12);
        bool isTotal = random.NextDouble() < 0.5;
        var ledger = new CounterLedger(At(0));
        var state = Judge();
        double requests = 0;
        double bad = 0;
        for (int at = 1; at <= Samples; at++)
        {
            double served = Math.Floor(PerScrape * (0.5 + random.NextDouble()));
            requests += served;
            bad += Math.Round(served * BadShare);
            double factor = at == lie ? scale : 1;
            Read(ledger, at, isTotal ? requests * factor : requests, isTotal ? bad : bad * factor);
            if (ledger.Close(At(at), Scrape) is { } tick)
            {
                state.Judge(tick);
            }

            if (state.Verdict().Outcome == CheckOutcome.Healthy)
            {
                return $"healthy at {at}: {state.Verdict().Evidence.Sentence}; {lie} x {scale} {isTotal}";
            }
        }

        return state.Verdict().Outcome == CheckOutcome.Breach ? null : $"{state.Verdict()}; {lie} x {scale} {isTotal}";
    }

    private static CheckState Judge()
    {
        var state = CheckStates.Begin(new LimitSettings { Limit = Limit }, At(0));
        state.Shifted(new Shift(At(0), Split.BothArms));
        return state;
    }

    private static CounterLedger Serving(int until)
    {
        var ledger = new CounterLedger(At(0));
        for (int at = 1; at <= until; at++)
        {
            Read(ledger, at, at * PerScrape, bad: 0);
            Assert.IsType<CountTick>(ledger.Close(At(at), Scrape));
        }

        return ledger;
    }

    private static void Read(CounterLedger ledger, int at, double requests, double bad) =>
        Assert.True(
            ledger.Read([
                new CounterSample(Arm.Candidate, CounterRole.Total, 0, 1, 1, At(at), requests),
                new CounterSample(Arm.Candidate, CounterRole.Bad, 0, 1, 1, At(at), bad),
            ])
        );

    private static Instant At(int scrape) => new Instant(1_000_000_000_000) + (scrape * Scrape);
}
