using System.CommandLine;
using System.Globalization;
using Rollouts.Engine.Notifications;
using Rollouts.Hosting;
using Rollouts.Storage.Outbox;

namespace Rollouts.Worker.Commands;

/// <summary>Lists the messages that could not be sent, and sends them again.</summary>
internal static class NotificationsCommand
{
    private const string All = "all";
    private const int Done = 0;
    private const int NoneSuch = 1;

    public static Command Create()
    {
        var options = new CommandOptions(drives: false);
        var again = new Option<string?>("--again")
        {
            Description = "Have one of them, or all, sent again by the next worker that runs, under the same key.",
            HelpName = "number|all",
        };
        again.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != All && NumberIn(text) is null)
            {
                result.AddError($"--again: '{text}' is neither the number of a message nor 'all'");
            }
        });
        var command = new Command(
            "notifications",
            "List the messages that could not be sent. Exits 1 when the one to be sent again is not among them."
        )
        {
            again,
        };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var store = await WorkerHost.OpenAsync(options.Read(parsed), cancellation);
                var dead = new DeadLetters(store.Outbox, TimeProvider.System);
                var output = parsed.InvocationConfiguration.Output;
                return parsed.GetValue(again) switch
                {
                    null => await ListAsync(dead, output, cancellation),
                    All => await AgainAsync(dead, output, cancellation),
                    var text => await AgainAsync(dead, NumberIn(text)!.Value, output, cancellation),
                };
            }
        );
        return command;
    }

    private static async Task<int> ListAsync(DeadLetters dead, TextWriter output, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var line in dead.LinesAsync(cancellation))
        {
            count++;
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync(
            count == 0 ? "no message is dead" : $"{count} dead; '--again <number>' or '--again all' has them sent again"
        );
        return Done;
    }

    private static async Task<int> AgainAsync(DeadLetters dead, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync($"{await dead.SendAllAgainAsync(cancellation)} will be sent again");
        return Done;
    }

    private static async Task<int> AgainAsync(
        DeadLetters dead,
        MessageId id,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var isFound = await dead.SendAgainAsync(id, cancellation);
        await output.WriteLineAsync(
            isFound ? $"{id.Number} will be sent again" : $"no dead message has the number {id.Number}"
        );
        return isFound ? Done : NoneSuch;
    }

    private static MessageId? NumberIn(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new MessageId(number)
            : null;
}
