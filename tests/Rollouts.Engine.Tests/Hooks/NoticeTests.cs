using Rollouts.Servers;
using Rollouts.Storage;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Hooks;

/// <summary>Messages on their way from the outbox to somebody who is called, and what becomes of those that fail.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private const string Channel = "hook/hook ci";

    private readonly RolloutId _id = new(Guid.NewGuid());
    private HookedWorld _world = null!;

    public async Task InitializeAsync() => _world = await HookedWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(500)]
    public async Task What_is_not_taken_is_sent_again_with_the_same_identity_and_in_its_order(int status)
    {
        _world.Receiver.Answer = (context, _) =>
            WebhookReceiver.SayAsync(context, _world.Receiver.Calls.Count < 3 ? status : 204);
        await TellAsync(Say("one"), Say("two"));

        await PassUntilAsync(() => _world.Receiver.Calls.Count == 4);

        var calls = _world.Receiver.Calls;
        Assert.Equal(["one", "one", "one", "two"], calls.Select(call => call.Body.Trim('"')));
        Assert.Single(calls.Take(3).Select(call => call.Id).Distinct());
        Assert.NotEqual(calls[0].Id, calls[3].Id);
    }

    [Fact]
    public async Task Whoever_asks_for_patience_is_left_alone_for_so_long()
    {
        List<DateTimeOffset> at = [];
        _world.Receiver.Answer = (context, _) =>
        {
            at.Add(_world.World.Clock.GetUtcNow());
            return WebhookReceiver.SayAsync(context, at.Count == 1 ? 503 : 200, "", TimeSpan.FromMinutes(20));
        };
        await TellAsync(Say("one"));

        await PassUntilAsync(() => at.Count == 2);

        Assert.True(at[1] - at[0] >= TimeSpan.FromMinutes(20), $"{at[1] - at[0]}");
    }

    [Fact]
    public async Task Whoever_is_gone_for_good_is_not_called_again_until_somebody_says_so()
    {
        _world.Receiver.Says(410, "moved out");
        await TellAsync(Say("one"), Say("two", "slack/#releases"));

        await PassUntilAsync(async () => (await LinesAsync()).Count == 2);

        var lines = await LinesAsync();
        Assert.Contains(
            lines,
            line =>
                line.Contains($"rollout/{_id} Began to {Channel}", StringComparison.Ordinal)
                && line.Contains("the last one: the hook 'ci' answers 410: 'moved out'", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line => line.Contains("nothing here sends to 'slack/#releases' yet; it is kept"));

        _world.Receiver.Says(200);
        Assert.Equal(2, await _world.Dead.SendAllAgainAsync(default));
        await PassUntilAsync(() => _world.Receiver.Calls.Count == 2);
        await PassUntilAsync(async () => (await LinesAsync()).Count == 1);

        Assert.Single(_world.Receiver.Calls.Select(call => call.Id).Distinct());
    }

    [Fact]
    public async Task Whoever_never_answers_is_given_up_on_in_time()
    {
        _world.Receiver.Answer = (context, _) =>
            _world.Receiver.Calls.Count > 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, context.RequestAborted);
        await TellAsync(Say("one"));

        await PassUntilAsync(() => _world.Receiver.Calls.Count == 2, TimeSpan.FromSeconds(40));

        Assert.Single(_world.Receiver.Calls.Select(call => call.Id).Distinct());
    }

    private Message Say(string key, string channel = Channel) =>
        new(StreamName.Of(_id), channel, key, "Began", $"\"{key}\"");

    private Task TellAsync(params Message[] messages) =>
        _world.World.Store.Streams.CommitAsync([new Commit { Writes = [], Messages = [.. messages] }], default);

    private Task PassUntilAsync(Func<bool> condition, TimeSpan? longest = null) =>
        PassUntilAsync(() => Task.FromResult(condition()), longest);

    private Task PassUntilAsync(Func<Task<bool>> condition, TimeSpan? longest = null) =>
        Eventually.IsAsync(
            async () =>
            {
                _world.World.Clock.Advance(TimeSpan.FromSeconds(5));
                return await condition();
            },
            "the messages are sent",
            longest
        );

    private async Task<List<string>> LinesAsync()
    {
        List<string> lines = [];
        await foreach (var line in _world.Dead.LinesAsync(default))
        {
            lines.Add(line);
        }

        return lines;
    }
}
