using System.Text;

namespace Rollouts.Api.Tests.Plans;

/// <summary>Plans on the shelf.</summary>
public sealed class PlansTests : ApiTest
{
    [Fact]
    public async Task A_plan_is_kept_as_it_was_written()
    {
        var plan = "# with a word on it: \u00e9\n" + Releases.Plan;

        var submitted = (await Administrator.PostAsync("plans", plan)).Is(201);

        Assert.Equal(("shop", "staging", "1", plan), Fields(submitted));
        Assert.Equal(submitted.Text, (await Administrator.GetAsync("plans/staging/shop")).Is(200).Text);
    }

    [Fact]
    public async Task The_same_plan_once_more_is_no_new_revision()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        Assert.Equal("1", (await Administrator.PostAsync("plans", Releases.Plan)).Is(201)["revision"]);
        Assert.Equal("2", (await Administrator.PostAsync("plans", Releases.Plan + "# new\n")).Is(201)["revision"]);
    }

    [Fact]
    public async Task A_plan_that_was_made_from_an_older_one_is_refused()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        var seen = ("If-Match", (await Administrator.GetAsync("plans/staging/shop")).Headers["ETag"]);
        (await Administrator.PostAsync("plans", Releases.Plan + "# two\n", seen)).Is(201);

        (await Administrator.PostAsync("plans", Releases.Plan + "# three\n", seen)).IsRefused(412, "plan.moved-on");
        (await Administrator.PostAsync("plans", Releases.Plan, ("If-Match", "x"))).IsRefused(400, "request.if-match");
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_once_and_nothing_is_kept()
    {
        var plan = Releases.Plan.Replace("50%", "150%", StringComparison.Ordinal) + "surprise: true\n";

        var refused = (await Administrator.PostAsync("plans", plan)).IsRefused(422, "plan.refused");

        Assert.Equal(2, refused.Json.GetProperty("errors").GetArrayLength());
        (await Administrator.GetAsync("plans/staging/shop")).IsRefused(404, "plan.unknown");
    }

    [Fact]
    public async Task Bytes_that_are_no_plan_are_refused()
    {
        byte[][] bodies =
        [
            [],
            [0xff, 0xfe, 0x00],
            Encoding.UTF8.GetBytes("\0"),
            Encoding.UTF8.GetBytes(new string('[', 100_000)),
            Encoding.UTF8.GetBytes("a: &a [*a, *a]"),
            Encoding.UTF8.GetBytes("{\"service\": \"\\u0000\"}"),
            Encoding.UTF8.GetBytes(Releases.Plan.Replace("shop", "\"../shop\"", StringComparison.Ordinal)),
            [.. Encoding.UTF8.GetBytes(Releases.Plan), 0x23, 0xff, 0x0a],
        ];
        foreach (var body in bodies)
        {
            (await Administrator.PostAsync("plans", body)).IsRefused(422, "plan.refused");
        }
    }

    private static (string, string, string, string) Fields(Answer answer) =>
        (answer["service"], answer["environment"], answer["revision"], answer["text"]);
}
