using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

public sealed class RelativeStateTests
{
    private static readonly RelativeSettings Settings = new();

    private static readonly string[] AllEdges = ["100ms", "500ms", "1s"];

    [Fact]
    public void A_release_that_fails_every_request_is_a_breach_in_two_ticks()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.Watching, feed.Count(150, 150, 1350, 1));
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1));
    }

    [Fact]
    public void Without_a_tick_before_the_shift_it_takes_one_more()
    {
        Feed feed = Feed.Begin(Settings).Shift(Split.BothArms);
        Assert.Equal(CheckOutcome.Watching, feed.Count(150, 150, 1350, 1, times: 2));
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1));
    }

    [Fact]
    public void Arms_that_are_read_together_need_no_neighbours()
    {
        Feed feed = Feed.BothArms(Settings with { ArmsAligned = true });
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1));
    }

    [Fact]
    public void An_incident_that_both_arms_share_is_nobodys_breach()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(500, 1, 500, 1, times: 20);
        feed.Count(500, 100, 500, 100, times: 20);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
    }

    [Fact]
    public void A_shared_incident_that_the_candidate_shows_a_tick_earlier_is_nobodys_breach()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(10_000, 10, 10_000, 10, times: 20);
        feed.Count(10_000, 2_000, 10_000, 10);
        feed.Count(10_000, 2_000, 10_000, 2_000, times: 10);
        feed.Count(10_000, 10, 10_000, 2_000);
        feed.Count(10_000, 10, 10_000, 10, times: 3);
        Assert.NotEqual(CheckOutcome.Breach, feed.State.Outcome);

        Feed fooled = Feed.BothArms(Settings with { ArmsAligned = true });
        fooled.Count(10_000, 10, 10_000, 10, times: 20);
        Assert.Equal(CheckOutcome.Breach, fooled.Count(10_000, 2_000, 10_000, 10));
    }

    [Fact]
    public void A_difference_too_small_to_mind_is_no_breach_however_sure()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(1_000_000, 700, 1_000_000, 100, times: 60);
        Assert.Equal(CheckOutcome.Watching, feed.State.Outcome);
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.True(evidence.Now > evidence.Needed);
        Assert.InRange(evidence.Excess!.Value, 0.0005, 0.001);
    }

    [Fact]
    public void A_late_fault_is_found_though_an_hour_of_good_service_came_before()
    {
        Feed feed = Feed.BothArms(Settings with { PlannedTicks = 480 });
        feed.Count(150, 0, 1350, 1, times: 240);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        int ticks = 0;
        while (feed.Count(150, 15, 1350, 1) != CheckOutcome.Breach)
        {
            ticks++;
        }

        Assert.InRange(ticks, 2, 8);
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.Equal("over the last 2 minutes", evidence.DecidedBy);
        Assert.InRange(evidence.Candidate!.Rate, 0.09, 0.1);
    }

    [Fact]
    public void A_breach_stays_until_somebody_answers_for_it()
    {
        Feed feed = Breached();
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 0, 1350, 1, times: 100));
        Assert.Equal(CheckOutcome.Breach, feed.Fail(100));
        feed.Shift(Split.BothArms);
        Assert.Equal(CheckOutcome.Breach, feed.State.Outcome);

        feed.State.StartAfresh(feed.Now);
        Assert.Equal(CheckOutcome.Watching, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Healthy, feed.Count(150, 0, 1350, 1, times: 3));
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1, times: 3));
    }

    [Fact]
    public void Health_needs_requests_and_ticks_since_the_last_shift()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.Watching, feed.Count(60, 0, 540, 0, times: 2));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(60, 0, 540, 0));
        feed.Shift(Split.BothArms, requests: 1000);
        Assert.Equal(CheckOutcome.Watching, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Watching, feed.Count(300, 0, 300, 0, times: 3));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(300, 0, 300, 0));
    }

    [Fact]
    public void A_proof_of_health_takes_about_five_times_one_over_the_margin()
    {
        Feed feed = Feed.BothArms(Settings, margin: 0.01);
        long requests = 0;
        while (feed.State.Outcome != CheckOutcome.Healthy)
        {
            feed.Count(10, 0, 90, 0);
            requests += 10;
        }

        Assert.InRange(requests, 500, 560);
        Assert.Equal(
            "candidate fails 0 % of requests (0 of 530), baseline 0 % (0 of 4,770); an excess of 1.0 % is ruled "
                + "out, 19 times in 20",
            feed.State.Verdict().Evidence.Sentence
        );
    }

    [Fact]
    public void Nobody_is_healthy_while_a_tick_full_of_failures_is_held_back()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(150, 0, 1350, 1, times: 5);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Watching, feed.Count(150, 150, 1350, 1));
    }

    [Fact]
    public void Without_a_second_arm_it_rests_and_lays_no_stake()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(150, 0, 1350, 1, times: 10);
        feed.Shift(Split.CandidateAlone);
        Assert.Equal(CheckOutcome.NotApplicable, feed.State.Outcome);
        Assert.Equal(CheckOutcome.NotApplicable, feed.Count(1500, 1500, 0, 0, times: 500));
        feed.Shift(Split.BothArms);
        feed.Count(150, 0, 1350, 1, times: 3);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1, times: 2));
    }

    [Fact]
    public void A_candidate_without_requests_is_no_data_and_not_healthy()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.Watching, feed.Count(0, 0, 1350, 1, times: 11));
        Assert.Equal(CheckOutcome.NoData, feed.Count(0, 0, 1350, 1));
        Assert.Equal(CheckOutcome.NoData, feed.Empty());
        Assert.Equal(CheckOutcome.Watching, feed.Count(1, 0, 1350, 1));
    }

    [Fact]
    public void Without_patience_no_data_is_said_at_once_and_taken_back_at_once()
    {
        Feed feed = Feed.BothArms(Settings with { NoDataAfter = TimeSpan.Zero, SourceFailedAfter = TimeSpan.Zero });
        Assert.Equal(CheckOutcome.Watching, feed.Count(150, 0, 1350, 1));
        Assert.Equal(CheckOutcome.NoData, feed.Count(0, 0, 1350, 1));
        Assert.Equal(CheckOutcome.SourceFailed, feed.Fail());
        Assert.Equal(CheckOutcome.Healthy, feed.Count(150, 0, 1350, 1, times: 2));
    }

    [Fact]
    public void A_source_that_fails_is_told_apart_from_one_that_has_nothing_to_say()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(150, 0, 1350, 1, times: 5);
        Assert.Equal(CheckOutcome.Healthy, feed.Fail(19));
        Assert.Equal(CheckOutcome.SourceFailed, feed.Fail());
        Assert.Equal(CheckOutcome.Healthy, feed.Count(150, 0, 1350, 1));
    }

    [Fact]
    public void Nothing_is_judged_while_it_warms_up()
    {
        Feed feed = Feed.BothArms(Settings with { WarmUp = TimeSpan.FromMinutes(1) });
        Assert.Equal(CheckOutcome.Watching, feed.Count(150, 150, 1350, 1, times: 3));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(150, 0, 1350, 1, times: 4));
    }

    [Fact]
    public void A_tick_that_was_seen_is_not_judged_again()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(150, 20, 1350, 1);
        byte[] once = feed.Packed();
        foreach (Tick tick in feed.Ticks)
        {
            feed.State.Judge(tick);
        }

        Assert.Equal(once, feed.Packed());
    }

    [Fact]
    public void The_sentence_says_what_was_seen()
    {
        Evidence evidence = Breached().State.Verdict().Evidence;
        Assert.Equal(
            "candidate fails 100 % of requests (300 of 300), baseline 0.07 % (2 of 2,700); chance of a false "
                + "alarm below 1 in 100",
            evidence.Sentence
        );
        Assert.InRange(evidence.RatioLow!.Value, 10, 64);
        Assert.Null(evidence.RatioHigh);
        Assert.InRange(evidence.Candidate!.Low, 0.95, 1);
        Assert.InRange(evidence.Chance!.Value, 0, 0.01);
        Assert.Equal(Feed.Start + (3 * Feed.Length), evidence.Since);
    }

    [Fact]
    public void Failures_that_come_in_bursts_on_the_baseline_make_the_judge_slower_to_blame()
    {
        var event1 = Settings with { Form = EvidenceForm.Event, Overdispersion = 1, ArmsAligned = true };
        double Evidence(BaselineSpread spread)
        {
            Feed feed = Feed.BothArms(event1);
            for (int tick = 0; tick < 30; tick++)
            {
                feed.Take(
                    new CountTick(
                        feed.Ticks.Count + 1,
                        feed.Now,
                        feed.Now + Feed.Length,
                        new ArmIncrement(100, 2),
                        new ArmIncrement(900, 9),
                        spread
                    )
                );
            }

            return feed.State.Verdict().Evidence.Now!.Value;
        }

        double independent = Evidence(new BaselineSpread(8, 8));
        double bursty = Evidence(new BaselineSpread(80, 8));
        Assert.InRange(bursty, double.MinValue, independent / 2);
    }

    [Theory]
    [InlineData(1, EvidenceForm.Robust, false)]
    [InlineData(3, EvidenceForm.Robust, false)]
    [InlineData(2, EvidenceForm.Event, true)]
    public void A_state_that_is_stored_after_every_tick_stays_the_same_to_the_byte(
        int edges,
        EvidenceForm form,
        bool aligned
    )
    {
        var settings = Settings with { Form = form, ArmsAligned = aligned, Edges = Edges(edges) };
        Feed live = Feed.BothArms(settings, margin: 0.01);
        Feed stored = Feed.BothArms(settings, margin: 0.01);
        var random = new SeededGenerator(3);
        for (int number = 1; number <= 200; number++)
        {
            CountTick tick = Random(random, live);
            Assert.Equal(live.Take(tick), stored.StoreAndReadBack().Take(tick));
            Assert.Equal(live.Packed(), stored.Packed());
        }

        Assert.Equal(live.State.Verdict(), stored.State.Verdict());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_largest_state_fits_two_kilobytes(int edges)
    {
        Feed feed = Feed.BothArms(Settings with { Edges = Edges(edges) }, margin: 0.01);
        var huge = new ArmIncrement(long.MaxValue / 100_000, 10_000_000_000, 1_000_000_000, 100_000_000);
        for (int number = 0; number < 100; number++)
        {
            feed.Take(
                new CountTick(
                    long.MaxValue - 200 + number,
                    feed.Now,
                    feed.Now + Feed.Length,
                    huge,
                    huge,
                    new BaselineSpread(1e9, 10_000)
                )
            );
        }

        Assert.InRange(feed.Packed().Length, 1, CheckState.PackedAtMost);
    }

    [Fact]
    public void Bytes_of_another_kind_are_refused_and_not_guessed_at()
    {
        byte[] packed = Feed.BothArms(Settings).Packed();
        Assert.Null(CheckStates.Unpack(Settings with { ArmsAligned = true }, packed));
        Assert.Null(CheckStates.Unpack(new LimitSettings { Limit = 0.01 }, packed));
        Assert.Null(CheckStates.Unpack(Settings, [.. packed.Select((value, at) => at == 0 ? (byte)99 : value)]));
        Assert.Null(CheckStates.Unpack(Settings, []));
    }

    [Fact]
    public void Ten_thousand_ticks_of_a_million_requests_neither_overflow_nor_alarm()
    {
        Feed feed = Feed.BothArms(Settings with { PlannedTicks = 10_000 });
        feed.Count(1_000_000, 1_000, 9_000_000, 9_000, times: 10_000);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.True(double.IsFinite(evidence.Now!.Value));
        Close.To(0, evidence.Excess!.Value, 0, absolute: 1e-9);
        Assert.InRange(1.0, evidence.RatioLow!.Value, evidence.RatioHigh!.Value);
        Assert.Equal(CheckOutcome.Breach, feed.Count(1_000_000, 1_000_000, 9_000_000, 9_000, times: 2));
    }

    [Fact]
    public void A_tick_allocates_nothing()
    {
        Feed feed = Feed.BothArms(Settings, margin: 0.01);
        CountTick[] ticks =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(at => new CountTick(
                    at + 2,
                    feed.Now + (at * Feed.Length),
                    feed.Now + ((at + 1) * Feed.Length),
                    new ArmIncrement(150, at % 3),
                    new ArmIncrement(1350, at % 5)
                )),
        ];
        foreach (CountTick tick in ticks[..100])
        {
            feed.State.Judge(tick);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (CountTick tick in ticks.AsSpan(100))
        {
            feed.State.Judge(tick);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_largest_counts_there_are_do_no_harm()
    {
        Feed feed = Feed.BothArms(Settings);
        var most = new ArmIncrement(long.MaxValue, long.MaxValue);
        var none = new ArmIncrement(long.MaxValue, 0);
        for (int number = 0; number < 3; number++)
        {
            feed.Take(new CountTick(feed.Ticks.Count + 1, feed.Now, feed.Now + Feed.Length, most, none));
        }

        Verdict verdict = feed.State.Verdict();
        Assert.Equal(CheckOutcome.Breach, verdict.Outcome);
        Assert.True(double.IsFinite(verdict.Evidence.Now!.Value));
        Assert.Equal(long.MaxValue, verdict.Evidence.Candidate!.Bad);
    }

    [Fact]
    public void A_slow_tail_is_found_at_the_edge_where_it_shows()
    {
        Feed feed = Feed.BothArms(Settings with { Edges = Edges(3) });
        for (int number = 0; number < 4; number++)
        {
            feed.Take(
                new CountTick(
                    feed.Ticks.Count + 1,
                    feed.Now,
                    feed.Now + Feed.Length,
                    new ArmIncrement(1000, 400, 100, 1),
                    new ArmIncrement(9000, 3600, 90, 9)
                )
            );
        }

        Verdict verdict = feed.State.Verdict();
        Assert.Equal(CheckOutcome.Breach, verdict.Outcome);
        Assert.StartsWith("slower than 500ms", verdict.Evidence.DecidedBy, StringComparison.Ordinal);
        Assert.StartsWith(
            "candidate is slower than 500ms in 10 % of requests",
            verdict.Evidence.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_source_with_a_value_a_minute_is_judged_in_the_form_that_bursts_do_not_fool()
    {
        RelativeSettings slow = RelativeSettings.ForTicksOf(TimeSpan.FromMinutes(1));
        Assert.Equal((EvidenceForm.Robust, true), (slow.Form, slow.ArmsAligned));
        Assert.Equal(10, slow.LeastOverdispersion);
        Assert.False(RelativeSettings.ForTicksOf(TimeSpan.FromSeconds(15)).ArmsAligned);
    }

    private static ValueList<string> Edges(int count) => count == 1 ? [] : AllEdges.Take(count).ToValueList();

    private static Feed Breached()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 1, times: 2));
        return feed;
    }

    private static CountTick Random(SeededGenerator random, Feed feed)
    {
        long candidate = PoissonSampler.Draw(random, 50);
        long baseline = PoissonSampler.Draw(random, 300);
        long slow = Math.Min(candidate, PoissonSampler.Draw(random, 1));
        long baselineSlow = Math.Min(baseline, PoissonSampler.Draw(random, 5));
        return new CountTick(
            feed.Ticks.Count + 1,
            feed.Now,
            feed.Now + Feed.Length,
            new ArmIncrement(candidate, slow, slow / 2, slow / 3),
            new ArmIncrement(baseline, baselineSlow, baselineSlow / 2, baselineSlow / 3),
            new BaselineSpread(PoissonSampler.Draw(random, 4), 4)
        );
    }
}
