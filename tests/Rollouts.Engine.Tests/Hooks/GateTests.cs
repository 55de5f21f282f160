using System.Text.Json;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Streams;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Hooks;

/// <summary>Releases with a gate and hooks, from their start to their end.</summary>
public sealed class GateTests : IAsyncLifetime
{
    private const int MostPasses = 1000;

    private readonly RolloutId _id = new(Guid.NewGuid());
    private HookedWorld _world = null!;

    public async Task InitializeAsync() => _world = await HookedWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_gate_is_asked_until_it_says_yes_and_everybody_is_told()
    {
        List<DateTimeOffset> asked = [];
        Answering(
            (attempt) =>
            {
                asked.Add(_world.World.Clock.GetUtcNow());
                return attempt switch
                {
                    1 => (500, "out of order", null),
                    2 => (200, "{\"answer\":\"wait\"}", TimeSpan.FromSeconds(100)),
                    _ => (200, "{\"answer\":\"yes\",\"message\":\"smoke 7 passed\"}", null),
                };
            }
        );

        var end = await RunAsync(HookedWorld.Hook);

        Assert.IsType<Status.Succeeded>(end.Status);
        var gates = _world.Receiver.Calls.Where(HookedWorld.IsGate).ToList();
        Assert.Equal([1, 2, 3], _world.Bodies(HookedWorld.IsGate).Select(body => (int)body["attempt"]!));
        Assert.Single(gates.Select(call => call.Id).Distinct());
        Assert.InRange(asked[2] - asked[1], TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(110));

        await Eventually.IsAsync(() => Kinds("/ci").Count == 2 && Kinds("/told").Contains("Ended"), "all is told");
        Assert.Equal(["Began", "Ended"], Kinds("/ci"));
        Assert.Equal("Began", Kinds("/told")[0]);
        Assert.Equal("Ended", Kinds("/told")[^1]);
        Assert.Contains("/told/checkout?v=v2", _world.Receiver.Calls.Select(call => call.Path));
        Assert.All(
            await NodeClient.RunAsync("verify-webhook.mjs", _world.Receiver.Calls.Select(Line)),
            verdict => Assert.Equal("genuine", verdict)
        );
    }

    [Fact]
    public async Task What_a_gate_is_asked_is_frozen_in_text()
    {
        Answering(_ => (200, "{\"answer\":\"yes\"}", null));

        await RunAsync(_world.Url);
        await Eventually.IsAsync(() => Kinds("/ci").Count > 0, "the hook is told that it began");

        var options = new JsonSerializerOptions { WriteIndented = true };
        var bodies = _world
            .Bodies(HookedWorld.IsGate)
            .Concat(_world.Bodies(call => call.Path == "/ci").Take(1))
            .Select(body => body.ToJsonString(options));
        Approved.Matches("hook-bodies", string.Join("\n", bodies).Replace(_id.ToString(), "ROLLOUT") + "\n");
    }

    [Fact]
    public async Task A_no_takes_the_release_back_and_says_why()
    {
        Answering(_ => (200, "{\"answer\":\"no\",\"message\":\"smoke 7\\nfailed\"}", null));

        var end = await RunAsync(HookedWorld.Hook);

        Assert.IsType<Status.RolledBack>(end.Status);
        Assert.Single(_world.Receiver.Calls, HookedWorld.IsGate);
        Assert.Contains(await StoryAsync(), line => line.Contains("the gate said no: 'smoke 7 failed'"));
        await Eventually.IsAsync(() => Kinds("/ci").Count == 2, "the hook is told that it is back");
    }

    [Fact]
    public async Task The_hook_after_a_way_back_is_called_with_the_cause_and_its_figures()
    {
        Answering(_ => (200, "{\"answer\":\"wait\"}", null));
        _world.World.Failing[AnyPlanGreen] = 0.2;

        var end = await RunAsync(HookedWorld.Hook);

        Assert.IsType<Status.RolledBack>(end.Status);
        await Eventually.IsAsync(() => Kinds("/ci").Count == 2, "the hook after the way back is called");
        var body = _world.Bodies(call => call.Path == "/ci").Last();
        var rollback = body["rollback"]!;
        Assert.Equal(
            ("RolledBack", $"/api/v1/rollouts/{_id}/evidence", "error-limit"),
            ((string?)body["status"], (string?)body["evidence"], (string?)rollback["check"])
        );
        Assert.Contains("20 %", (string?)rollback["because"], StringComparison.Ordinal);
        Assert.Equal(0.2, (double)rollback["candidateBad"]! / (double)rollback["candidateRequests"]!, precision: 2);
        Assert.InRange((double)rollback["failedAboveBaseline"]!, 1, (double)rollback["candidateBad"]!);
        Assert.InRange((double)rollback["secondsAfterStart"]!, 2, 60);
        Assert.InRange((double)rollback["secondsToGoBack"]!, 0, 10);
    }

    [Theory]
    [InlineData(200, "yes")]
    [InlineData(200, "{\"answer\":\"YES\"}")]
    [InlineData(200, "{\"answer\":true}")]
    [InlineData(200, "[]")]
    [InlineData(202, "{\"answer\":\"yes\"}")]
    [InlineData(302, "{\"answer\":\"yes\"}")]
    [InlineData(403, "{\"answer\":\"yes\"}")]
    public async Task Anything_else_is_no_answer_and_time_decides(int status, string body)
    {
        Answering(_ => (status, body, null));

        var end = await RunAsync(HookedWorld.Hook);

        Assert.IsType<Status.RolledBack>(end.Status);
        Assert.InRange(_world.Receiver.Calls.Count(HookedWorld.IsGate), 10, 100);
    }

    [Fact]
    public async Task A_gate_that_never_answers_holds_up_no_way_back()
    {
        _world.Receiver.Answer = (context, call) =>
            HookedWorld.IsGate(call) ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask;
        var plan = _world.PlanOf(HookedWorld.Hook);
        Assert.IsType<CommandResult<Rollout>.Accepted>(await _world.OpenAsync(plan, _id));

        var asking = Task.CompletedTask;
        for (var i = 0; i < MostPasses && !_world.Receiver.Calls.Any(HookedWorld.IsGate); i++)
        {
            _world.World.Pass(plan, TimeSpan.FromSeconds(2));
            await _world.DriveAsync();
            var questions = await _world.Engine.ClaimQuestionsAsync(10, default);
            if (questions.Any(question => question.Key == Storage.Checks.QuestionKey.Gate))
            {
                asking = _world.Engine.AskAsync(questions, default);
                await Eventually.IsAsync(() => _world.Receiver.Calls.Any(HookedWorld.IsGate), "the gate is asked");
            }
            else
            {
                await _world.Engine.AskAsync(questions, default);
            }
        }

        var back = new Command.RollBack("back", Actor.Person("carol"), "enough");
        await _world.Engine.Inbox.SubmitAsync(_id, back, wakes: true, answer: null, default);
        await _world.DriveAsync();

        Assert.False(asking.IsCompleted);
        Assert.Equal(Weight.Zero, _world.World.RouteOf(new TargetName("t")).Share(AnyPlanGreen));
        await _world.Receiver.DisposeAsync();
        await asking;
    }

    [Fact]
    public async Task A_plan_that_calls_somebody_is_refused_where_there_is_nothing_to_sign_with()
    {
        await using var unsigned = await HookedWorld.StartAsync(isSigned: false);

        var started = await unsigned.OpenAsync(unsigned.PlanOf(HookedWorld.Hook), _id);

        var refused = Assert.IsType<CommandResult<Rollout>.Refused>(started).Why;
        Assert.Equal("service.cannot-call", refused.Code);
        Assert.Contains("the hook 'ci' cannot be called", refused.Message, StringComparison.Ordinal);
        Assert.Contains("the webhook http://ci.example.com", refused.Message, StringComparison.Ordinal);
    }

    private static BackendName AnyPlanGreen => Simulations.AnyPlan.Green;

    private async Task<Rollout> RunAsync(Address gate)
    {
        var plan = _world.PlanOf(gate);
        Assert.IsType<CommandResult<Rollout>.Accepted>(await _world.OpenAsync(plan, _id));
        for (var i = 0; i < MostPasses; i++)
        {
            await _world.PassAsync(plan);
            if (await _world.LoadAsync(_id) is { IsFinal: true } end)
            {
                return end;
            }
        }

        throw new InvalidOperationException($"it did not end: {await _world.LoadAsync(_id)}");
    }

    private void Answering(Func<int, (int Status, string Body, TimeSpan? RetryAfter)> gate) =>
        _world.Receiver.Answer = (context, call) =>
        {
            if (!HookedWorld.IsGate(call))
            {
                return Task.CompletedTask;
            }

            var attempt = (int)System.Text.Json.Nodes.JsonNode.Parse(call.Body)!["attempt"]!;
            var (status, body, retryAfter) = gate(attempt);
            return WebhookReceiver.SayAsync(context, status, body, retryAfter);
        };

    private List<string> Kinds(string path) =>
        [
            .. _world
                .Bodies(call => !HookedWorld.IsGate(call) && call.Path.StartsWith(path, StringComparison.Ordinal))
                .Select(body => (string)body["kind"]!),
        ];

    private async Task<List<string>> StoryAsync()
    {
        var (writer, story) = (new Domain.Rollouts.Timeline.TimelineWriter(), new List<string>());
        var stream = Storage.StreamName.Of(_id);
        await foreach (var chained in _world.World.Store.Streams.ReadAsync(stream, above: 0, default))
        {
            story.Add(writer.Tell(Storage.Serialization.Recorder.Read(chained.Entry)));
        }

        return story;
    }

    private static string Line(ReceivedCall call) =>
        JsonSerializer.Serialize(
            new
            {
                secret = HookedWorld.Secret,
                headers = call.Headers,
                body = call.Body,
            }
        );
}
