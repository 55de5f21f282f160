using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Integrations.Tests.PlanFiles;

public sealed class PlanReaderTests
{
    [Fact]
    public void Reads_the_smallest_useful_plan()
    {
        var plan = Written.Accepted(Written.Short);

        Assert.Equal(new ServiceName("checkout"), plan.Service);
        Assert.Equal(new Route.Named("checkout", Connection: null), Assert.Single(plan.Targets).Route);
        Assert.Equal(new Backends.Slots(new BackendName("blue"), new BackendName("green")), plan.Backends);
    }

    [Fact]
    public void Reads_a_short_step_as_a_shift_with_a_verify()
    {
        var steps = ((Strategy.Canary)Written.Accepted(Written.Short).Strategy).Steps;

        Assert.Equal(6, steps.Count);
        Assert.Equal(Weight.Percent(5), ((Instruction.Shift)((Step.Do)steps[0]).Instruction).To);
        var verify = (Instruction.Verify)((Step.Do)steps[1]).Instruction;
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30), UndecidedAction.Hold),
            (verify.AtLeast, verify.AtMost, verify.Otherwise)
        );
    }

    [Fact]
    public void Reads_a_success_rate_as_a_limit_and_a_comparison_with_the_baseline()
    {
        var checks = Written.Accepted(Written.Short).Checks;

        Assert.Equal(
            ["successRate", "successRate-vs-baseline", "latency-p99"],
            checks.Select(check => check.Name.Value)
        );
        Assert.Equal(new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), null), checks[0].Judge);
        Assert.Equal(
            new Judge.Sequential(new Reference.Baseline(1.25m, Proportion.Percent(0.1m)), null),
            checks[1].Judge
        );
    }

    [Fact]
    public void Reads_a_percentile_as_the_share_of_slower_requests() =>
        Assert.Equal(
            new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), TimeSpan.FromMilliseconds(500)),
            Written.Accepted(Written.Short).Checks[2].Judge
        );

    [Theory]
    [InlineData("istio", "istio_requests_total")]
    [InlineData("linkerd", "response_total")]
    [InlineData("http", "http_requests_total")]
    [InlineData("alb", "HTTPCode_Target_5XX_Count")]
    public void Reads_a_short_form_of_metrics_that_everybody_knows(string of, string metric)
    {
        var checks = Written
            .Accepted(
                $$"""
                service: checkout
                environment: prod
                target: { route: checkout, variables: { loadBalancer: app/checkout/50dc6c495c0c9188 } }
                backends: { slots: [blue, green] }
                strategy: { canary: { steps: [5%] } }
                checks: [{ successRate: { atLeast: 99%, of: {{of}}, every: 1m } }]
                """
            )
            .Checks;

        Assert.Equal(2, checks.Count);
        Assert.All(
            checks,
            check =>
                Assert.Contains(
                    metric,
                    Assert.IsType<Subject.Counts>(check.Subject).Bad.ToString(),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Knows_no_latency_of_a_balancer_that_keeps_no_histogram() =>
        Assert.Contains(
            Written
                .Read(
                    Written.Head
                        + "strategy: { canary: { steps: [5%] } }\nchecks: [{ latency: { p99: 1s, of: alb } }]\n"
                )
                .Problems,
            problem => problem.Fault.Message.Contains("one of istio, linkerd, http", StringComparison.Ordinal)
        );

    [Fact]
    public void Leaves_the_comparison_of_a_short_form_out_where_nothing_could_be_compared()
    {
        var plan = Written.Accepted(
            Written.Head
                + """
                strategy: { blueGreen: { preview: { header: { x-preview: "1" } }, verify: {}, bake: 1h } }
                checks: [{ successRate: { atLeast: 99% } }]
                """
        );

        Assert.Equal("successRate", Assert.Single(plan.Checks).Name.Value);
    }

    [Theory]
    [InlineData("checkout-full.yaml")]
    [InlineData("checkout-short.yaml")]
    public void Reads_the_same_plan_from_json(string example)
    {
        var yaml = File.ReadAllText(Repository.PathOf("examples", example));
        var json = Json.OfYaml(yaml);

        Assert.Equal(Written.Accepted(yaml), Written.Accepted(json, "plan.json"));
    }

    [Fact]
    public void Reads_targets_in_waves_of_one_and_of_several()
    {
        var plan = Written.Accepted(
            """
            service: checkout
            environment: prod
            targets:
              - { name: one, route: a }
              - [{ name: two, route: b }, { name: three, route: c }]
            backends: { versioned: "checkout-{version}" }
            strategy: { canary: { steps: [{ shift: 5% }, { approve: { from: [ops] } }, { bake: 0s }] } }
            """
        );

        Assert.Equal([1, 2], plan.Waves.Select(wave => wave.Targets.Count));
        Assert.Equal("targets[1][0]", plan.Waves[1].Targets[0].At.Text);
    }

    [Theory]
    [InlineData("5%", 500)]
    [InlineData("0.25%", 25)]
    [InlineData("99.99%", 9_999)]
    [InlineData("0.01%", 1)]
    [InlineData("100%", 10_000)]
    public void Reads_weights_to_the_basis_point(string written, int basisPoints)
    {
        var plan = Written.Accepted(
            Written.Head
                + $$"""
                strategy: { canary: { steps: [{ shift: {{written}} }, { approve: { from: [ops] } }, { bake: 1m }] } }
                checks: [{ name: limit, counts: { total: 'a{b="{backend}"}', bad: 'c{b="{backend}"}' }, judge: { sequential: { against: { atMost: 1% } } } }]
                """
        );

        Assert.Equal(
            basisPoints,
            ((Instruction.Shift)((Step.Do)((Strategy.Canary)plan.Strategy).Steps[0]).Instruction).To.BasisPoints
        );
    }

    [Fact]
    public void Says_where_a_problem_is_by_line_column_and_key()
    {
        var problem = Assert.Single(
            Written.Read(Written.Short.Replace("25%", "2%", StringComparison.Ordinal)).Problems
        );

        Assert.StartsWith(
            "plan.yaml:5:35: plan.weights-must-rise: strategy.canary.steps[1]: ",
            problem.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Says_everything_that_is_wrong_at_once() =>
        Assert.Equal(
            "plan.bad-name plan.bad-weight plan.unknown-key plan.bad-percentage",
            Written.Codes(
                Written.Read(
                    """
                    service: "check out"
                    environment: prod
                    target: { route: checkout }
                    backends: { slots: [blue, green] }
                    strategy: { canary: { steps: [5 %], stpes: [] } }
                    checks: [{ successRate: { atLeast: 101% } }]
                    """
                )
            )
        );

    [Fact]
    public void Gives_no_plan_where_the_form_is_wrong() => Assert.Null(Written.Read("service: 5").Plan);
}
