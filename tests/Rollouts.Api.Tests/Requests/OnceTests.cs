namespace Rollouts.Api.Tests.Requests;

/// <summary>Requests that are sent more than once, with a key.</summary>
public sealed class OnceTests : ApiTest
{
    [Fact]
    public async Task The_same_request_takes_effect_once_and_is_answered_alike()
    {
        var first = (await Administrator.StartAsync("v2", "build-1")).Is(201);
        await StartAgainAsync();
        var second = (await Administrator.StartAsync("v2", "build-1")).Is(201);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Single((await Administrator.GetAsync("rollouts")).Json.GetProperty("rollouts").EnumerateArray());
    }

    [Fact]
    public async Task A_key_that_was_used_for_something_else_is_refused()
    {
        var id = (await Administrator.StartAsync("v2", "build-1"))["id"];

        (await Administrator.StartAsync("v3", "build-1")).IsRefused(422, "request.key-reused");
        (
            await Administrator.PostAsync(
                $"rollouts/{id}/rollback",
                new { reason = "x" },
                ("Idempotency-Key", "build-1")
            )
        ).IsRefused(422, "request.key-reused");
    }

    [Fact]
    public async Task A_position_is_part_of_what_was_asked()
    {
        var path = $"rollouts/{(await Administrator.StartAsync("v2"))["id"]}/pause";
        var why = new { reason = "x" };
        var key = ("Idempotency-Key", "k");

        (await Administrator.PostAsync(path, why, key, ("If-Match", "\"0.0.0\""))).IsRefused(
            409,
            "rollout.not-running"
        );
        (await Administrator.PostAsync(path, why, key, ("If-Match", "\"0.1.0\""))).IsRefused(422, "request.key-reused");
    }

    [Fact]
    public async Task A_refusal_is_repeated_too_and_nobody_waits_for_it()
    {
        foreach (var body in new[] { "{", "{}" })
        {
            var key = ("Idempotency-Key", $"bad-{body.Length}");
            var first = (await Administrator.PostAsync("rollouts", body, key)).IsRefused(400, "request.body");
            var second = (await Administrator.PostAsync("rollouts", body, key)).IsRefused(400, "request.body");
            Assert.Equal(first.Text, second.Text);
            Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_is_refused()
    {
        foreach (var key in new[] { " ", "a b", new string('k', 201) })
        {
            (await Administrator.StartAsync("v2", key)).IsRefused(400, "request.key");
        }
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_effect()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Administrator.StartAsync("v2", "build-1"))
        );

        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.Code == "request.running"));
        Assert.Single((await Administrator.GetAsync("rollouts")).Json.GetProperty("rollouts").EnumerateArray());
    }
}
