namespace Rollouts.Api.Tests.Plans;

/// <summary>What a plan would do, asked before there is a release.</summary>
public sealed class RehearsalTests : ApiTest
{
    private const string Plan = """
        service: shop
        environment: staging
        target: { route: { connection: mesh, appMesh: { mesh: demo, virtualRouter: checkout, route: checkout } } }
        backends: { slots: [checkout-v1, checkout-v2] }
        checks:
          - name: errors
            counts:
              total: 'http_requests_total{app="{service}",version="{backend}"}'
              bad: 'http_requests_total{app="{service}",version="{backend}",code="500"}'
            source: metrics
            judge: { sequential: { against: { atMost: 1% } } }
            every: 30s
        strategy:
          canary:
            steps:
              - shift: 10%
              - verify: { atLeast: 1m, atMost: 10m }
              - shift: 100%
              - bake: 5m

        """;

    [Fact]
    public async Task It_says_how_surely_and_how_soon_failures_are_found()
    {
        var said = (await Administrator.PostAsync("plans/rehearse", Body())).Is(200).Json;

        var worst = said.GetProperty("failures")[0];
        Assert.Equal("every request fails", worst.GetProperty("failure").GetString());
        Assert.Equal(1, worst.GetProperty("found").GetDouble());
        Assert.InRange(worst.GetProperty("seconds").GetDouble(), 30, 120);
        Assert.InRange(said.GetProperty("falseAlarm").GetDouble(), 0, 0.05);
        Assert.Equal(
            ["10%", "100%"],
            said.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("weight").GetString())
        );
        Assert.Equal(
            (await Administrator.PostAsync("plans/rehearse", Body())).Text,
            (await Administrator.PostAsync("plans/rehearse", Body())).Text
        );
    }

    [Fact]
    public async Task It_keeps_nothing_and_says_what_is_wrong()
    {
        (await Administrator.PostAsync("plans/rehearse", Body(rate: 0))).IsRefused(400, "request.body");
        (await Administrator.PostAsync("plans/rehearse", Body(failing: 1.5))).IsRefused(400, "request.body");
        (await Administrator.PostAsync("plans/rehearse", Body(plan: "service: shop"))).Is(422);
        await Administrator.PostAsync("plans/rehearse", Body());
        (await Administrator.GetAsync("plans/staging/shop")).IsRefused(404, "plan.unknown");
    }

    // A plan with 60 checks held the only place and a core for minutes.
    [Fact]
    public async Task A_plan_that_would_take_minutes_becomes_a_job()
    {
        var check = Plan[
            Plan.IndexOf("  - name: errors", StringComparison.Ordinal)..Plan.IndexOf(
                "strategy:",
                StringComparison.Ordinal
            )
        ];
        var checks = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(i => check.Replace("errors", $"errors-{i}", StringComparison.Ordinal))
                .Select(one => one.Replace("every: 30s", "every: 10s", StringComparison.Ordinal))
        );

        var large = Plan.Replace(check, checks, StringComparison.Ordinal);
        var job = (await Administrator.PostAsync("plans/rehearse", Body(plan: large))).Is(202);
        (await Administrator.PostAsync("plans/rehearse", Body(plan: large))).IsRefused(409, "job.running");
        Assert.Equal(
            "cancelled",
            (await Administrator.PostAsync($"jobs/{job["id"]}/cancel", new { })).Is(200)["status"]
        );
    }

    [Fact]
    public async Task A_caller_rehearses_one_plan_at_a_time()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Administrator.PostAsync("plans/rehearse", Body()))
        );

        // On a busy machine a rehearsal may run out of time.
        Assert.Contains(answers, answer => answer.Status is 200 or 503);
        Assert.Contains(answers, answer => answer.Status == 429);
        Assert.NotEqual(429, (await Administrator.PostAsync("plans/rehearse", Body())).Status);
    }

    private static object Body(double rate = 100, double failing = 0.001, string plan = Plan) =>
        new
        {
            plan,
            requestsPerSecond = rate,
            failureRate = failing,
        };
}
