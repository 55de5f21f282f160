using System.CommandLine;
using Rollouts.Servers;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;
using Rollouts.Worker.Commands;

namespace Rollouts.Engine.Tests.Hooks;

/// <summary>What an operator sees of dead messages, on the embedded store.</summary>
public sealed class NotificationsCommandTests : IDisposable
{
    private readonly RolloutId _id = new(Guid.NewGuid());
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_the_dead_and_has_them_sent_again()
    {
        await using (var store = await OpenAsync())
        {
            await DieAsync(store, "one", "two", "three");
        }

        var (_, listed) = await RunAsync();
        Assert.Equal(4, listed.Count);
        Assert.StartsWith($"1: rollout/{_id} Began to hook/hook ci: ", listed[0], StringComparison.Ordinal);
        Assert.EndsWith("old, 1 attempt, the last one: moved out", listed[0], StringComparison.Ordinal);

        Assert.Equal((0, "2 will be sent again"), await RunOneLineAsync("--again", "2"));
        Assert.Equal((1, "no dead message has the number 2"), await RunOneLineAsync("--again", "2"));
        Assert.Equal((0, "2 will be sent again"), await RunOneLineAsync("--again", "all"));
        Assert.Equal((0, "no message is dead"), await RunOneLineAsync());

        await using (var store = await OpenAsync())
        {
            var claimed = await store.Outbox.ClaimAsync(
                new ClaimRequest("a test", 10, TimeSpan.FromSeconds(1)),
                default
            );
            Assert.Equal(("one", 0), (Assert.Single(claimed.Items).Message.Key, claimed.Items[0].Attempts));
        }
    }

    [Theory]
    [InlineData("some")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Refuses_what_is_no_number(string text) =>
        Assert.NotEmpty(NotificationsCommand.Create().Parse(["--again", text]).Errors);

    private async Task<(int Exit, string Line)> RunOneLineAsync(params string[] arguments)
    {
        var (exit, lines) = await RunAsync(arguments);
        return (exit, Assert.Single(lines));
    }

    private async Task<(int Exit, List<string> Lines)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        var exit = await NotificationsCommand
            .Create()
            .Parse([.. arguments, "--data", _folder["data"]])
            .InvokeAsync(new InvocationConfiguration { Output = output });
        return (exit, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private async Task DieAsync(IStore store, params string[] keys)
    {
        var stream = StreamName.Of(_id);
        var messages = keys.Select(key => new Message(stream, "hook/hook ci", key, "Began", "{}")).ToValueList();
        await store.Streams.CommitAsync([new Commit { Writes = [], Messages = messages }], default);
        foreach (var _ in keys)
        {
            var claimed = await store.Outbox.ClaimAsync(
                new ClaimRequest("a test", 1, TimeSpan.FromMinutes(1)),
                default
            );
            var message = Assert.Single(claimed.Items);
            await store.Outbox.SettleAsync([new Delivery.Dead(message.Id, message.Lease, "moved out")], default);
        }
    }

    private Task<IStore> OpenAsync() =>
        StoreFactory.OpenAsync(new StoreSettings { DataFolder = _folder["data"] }, TimeProvider.System, default);
}
