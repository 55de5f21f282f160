using Rollouts.Api.Tests.SignIn;

namespace Rollouts.Api.Tests.Rollouts;

/// <summary>Approvals ahead, given over the dashboard by persons whom a provider vouches for.</summary>
public sealed class ApprovalAheadTests : StubTest
{
    private const string Later = "0.4";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Plan = Releases.Plan.Replace(
        "- shift: 100%",
        "- approve: { from: [release-managers], within: 1h }\n      - shift: 100%",
        StringComparison.Ordinal
    );

    protected override bool Works => true;

    protected override string Roles =>
        """
                viewer: [staff]
                approver: [release-managers]
            """;

    [Fact]
    public async Task Takes_effect_at_its_step_with_the_name_and_the_reason_of_its_person()
    {
        var id = await AskedAsync();
        await SignInAsync(Browser, "release-managers");
        (await SendAsync(id, "approve", ("step", Later), ("reason", "the load test is green"))).Is(303);
        var ahead = (await StepAsync(id, Later)).GetProperty("ahead")[0];
        Assert.Equal(
            ("alice@example.com", Later),
            (ahead.GetProperty("person").GetString(), ahead.GetProperty("of").GetString())
        );
        Assert.Contains("Withdraw approval", (await PageAsync(id)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "ahead already",
            (await SendAsync(id, "approve", ("step", Later), ("reason", "again"))).Is(409).Text,
            StringComparison.Ordinal
        );

        (await SendAsync(id, "approve", ("reason", "go"))).Is(303);

        await IsAsync(id, "Succeeded");
        var log = (await Administrator.GetAsync($"rollouts/{id}/events")).Is(200).Text;
        Assert.Contains("the load test is green (given ahead at", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_void_if_its_person_has_signed_in_without_the_group_since()
    {
        var id = await AskedAsync();
        await SignInAsync(Browser, "release-managers", "staff");
        (await SendAsync(id, "approve", ("step", "all.4"), ("reason", "fine"))).Is(303);
        (await SendAsync(id, "approve", ("reason", "go"))).Is(303);
        await SignInAsync(Browser, "staff");

        await Eventually.IsAsync(
            async () => (await RolloutAsync(id))["position"].StartsWith($"{Later}.", StringComparison.Ordinal),
            "the later step asks",
            Patience
        );
        await Eventually.IsAsync(
            async () => (await StepAsync(id, Later)).GetProperty("voided").GetArrayLength() == 1,
            "the approval is void",
            Patience
        );
        var voided = (await StepAsync(id, Later)).GetProperty("voided")[0];
        Assert.Equal("RightsLost", voided.GetProperty("reason").GetString());
        var why = (await Administrator.GetAsync($"rollouts/{id}/explain")).Is(200).Text;
        Assert.Contains("does not count: ", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_of_the_present_step_is_void_too_while_it_waits_for_another_person()
    {
        var id = await AskedAsync(Plan.Replace("within: 1h }", "within: 1h, count: 2 }", StringComparison.Ordinal));
        await SignInAsync(Browser, "release-managers", "staff");
        (await SendAsync(id, "approve", ("step", Later), ("reason", "fine"))).Is(303);
        (await SendAsync(id, "approve", ("reason", "go"))).Is(303);
        await Eventually.IsAsync(
            async () => (await StepAsync(id, Later)).GetProperty("given").GetInt32() == 1,
            "the approval counts",
            Patience
        );

        await SignInAsync(Browser, "staff");

        await Eventually.IsAsync(
            async () => (await StepAsync(id, Later)).GetProperty("voided").GetArrayLength() == 1,
            "the approval counts no more",
            Patience
        );
        Assert.Equal(0, (await StepAsync(id, Later)).GetProperty("given").GetInt32());
    }

    [Fact]
    public async Task Can_be_withdrawn_and_is_no_business_of_keys()
    {
        var id = await AskedAsync();
        await SignInAsync(Browser, "release-managers");
        (await SendAsync(id, "approve", ("step", Later), ("reason", "fine"))).Is(303);

        (await SendAsync(id, "withdraw", ("step", Later), ("reason", "not yet"))).Is(303);
        Assert.Equal(0, (await StepAsync(id, Later)).GetProperty("ahead").GetArrayLength());
        (await SendAsync(id, "withdraw", ("step", Later), ("reason", "not yet"))).Is(409);

        var seen = ("If-Match", (await RolloutAsync(id)).Headers["ETag"]);
        var command = new { reason = "because", step = Later };
        (await Administrator.PostAsync($"rollouts/{id}/approve", command, seen)).IsRefused(
            403,
            "rollout.not-an-approver"
        );
        var wrong = new { reason = "because", step = "the second" };
        (await Administrator.PostAsync($"rollouts/{id}/approve", wrong, seen)).IsRefused(400, "request.body");
    }

    private async Task<string> AskedAsync(string? plan = null)
    {
        Answer? started = null;
        await Eventually.IsAsync(
            async () =>
            {
                started = await Administrator.StartAsync("v2", plan: plan ?? Plan);
                return !started.Text.Contains("service.router-unreadable", StringComparison.Ordinal);
            },
            "the router answers",
            Patience
        );
        var id = started!.Is(201)["id"];
        await Eventually.IsAsync(
            async () => (await RolloutAsync(id))["position"] == "0.1.0",
            "the first approval is asked for",
            Patience
        );
        return id;
    }

    private async Task<Answer> RolloutAsync(string id) => (await Administrator.GetAsync($"rollouts/{id}")).Is(200);

    private async Task<System.Text.Json.JsonElement> StepAsync(string id, string step) =>
        (await RolloutAsync(id))
            .Json.GetProperty("approvals")
            .EnumerateArray()
            .First(one => one.GetProperty("step").GetString() == step);

    private Task<Answer> PageAsync(string id) => Browser.GetAsync($"/dashboard/rollouts/{id}");

    private async Task<Answer> SendAsync(string id, string verb, params (string Name, string Value)[] written)
    {
        var position = (await RolloutAsync(id))["position"];
        (string Name, string Value)[] fields =
        [
            .. written,
            ("position", position),
            ("csrf", await ProofAsync(Browser)),
        ];
        return await Browser.AskAsync(
            HttpMethod.Post,
            $"/dashboard/rollouts/{id}/{verb}",
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ("Sec-Fetch-Site", "same-origin"),
            ("Origin", Listen)
        );
    }

    private Task IsAsync(string id, string status) =>
        Eventually.IsAsync(async () => (await RolloutAsync(id))["status"] == status, $"it is {status}", Patience);
}
