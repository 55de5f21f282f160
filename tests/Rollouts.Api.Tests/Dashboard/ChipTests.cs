using Rollouts.Analysis;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Tests.Dashboard;

/// <summary>What a check shows at a glance.</summary>
public sealed class ChipTests
{
    [Fact]
    public void A_value_that_keeps_its_limit_is_no_rising_evidence()
    {
        var limit = new Judge.Threshold(new ValueLimit.AtMost(new Quantity(90, "90")), new Tolerance.InARow(3));

        Assert.Equal("watching", ChipView.Of(Run(limit, now: 80, needed: 90)).Text);
    }

    [Fact]
    public void Evidence_that_has_come_a_third_of_its_way_rises()
    {
        var limit = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null);

        Assert.Equal("watching", ChipView.Of(Run(limit, now: 1, needed: 5)).Text);
        Assert.Equal("evidence rising", ChipView.Of(Run(limit, now: 2, needed: 5)).Text);
    }

    private static CheckRun Run(Judge judge, double now, double needed) =>
        new()
        {
            Check = new Check
            {
                Name = new CheckName("latency"),
                Subject = new Subject.Value(Query.Text("p99")),
                Judge = judge,
                At = PlanPath.Root.Key("somewhere"),
            },
            Outcome = CheckOutcome.Watching,
            Evidence = Evidence.Of("so far") with { Now = now, Needed = needed },
        };
}
