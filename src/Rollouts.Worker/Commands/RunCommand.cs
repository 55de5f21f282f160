using System.CommandLine;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Worker.Commands;

/// <summary>Runs one release from start to end in this process, and prints its timeline.</summary>
internal static class RunCommand
{
    private const int Succeeded = 0;
    private const int NotSucceeded = 1;
    private const int Refused = 2;

    public static Command Create()
    {
        var options = new CommandOptions();
        var plan = new Argument<FileInfo>("plan") { Description = "The plan file." };
        var version = new Argument<string>("version") { Description = "The version that is to go out." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for the record.",
            DefaultValueFactory = _ => "started by hand",
        };
        var stable = new Option<string?>("--stable")
        {
            Description = "The backend that has all traffic now, for the first release of versioned backends.",
            HelpName = "backend",
        };
        var command = new Command(
            "run",
            "Run one release to its end and tell its story. Exits 0 when it succeeded, 1 when it did not, 2 when it "
                + "was refused. Ctrl-C takes it back."
        )
        {
            plan,
            version,
            reason,
            stable,
        };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = options.Read(parsed, tellsStory: true);
                var named = VersionOf(parsed.GetRequiredValue(version));
                var installation = InstallationFile.Read(settings.Installation!);
                var order = OrderOf(
                    PlanOf(parsed.GetRequiredValue(plan), installation),
                    named,
                    parsed.GetRequiredValue(reason)
                ) with
                {
                    Stable = BackendOf(parsed.GetValue(stable)),
                };
                var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                await using var host = await WorkerHost.StartAsync(settings, CancellationToken.None);
                switch (await host.Engine.Starter.StartAsync(order, answer: null, cancellation))
                {
                    case CommandResult<Rollout>.Refused { Why: var why }:
                        await errors.WriteLineAsync($"{why.Code}: {why.Message}");
                        return Refused;
                    case CommandResult<Rollout>.Conflict:
                        await errors.WriteLineAsync(
                            $"The service changed concurrently ({StreamRunner.MostAttempts} attempts). Try again."
                        );
                        return Refused;
                }

                var end = await new Follower(host, order.Id, output, errors).FollowAsync(cancellation);
                return end is Status.Succeeded ? Succeeded : NotSucceeded;
            }
        );
        return command;
    }

    private static VersionName VersionOf(string text) =>
        HostileText.IsHarmless(text)
            ? new VersionName(text)
            : throw new HostRefusedException($"version '{text}' is not allowed: {HostileText.Rule}");

    private static BackendName? BackendOf(string? text) =>
        text is null ? null
        : HostileText.IsHarmless(text) ? new BackendName(text)
        : throw new HostRefusedException($"--stable: '{text}' is not allowed: {HostileText.Rule}");

    /// <exception cref="HostRefusedException">The file cannot be read, or is not a plan that can run here.</exception>
    private static Plan PlanOf(FileInfo file, Installation installation)
    {
        var reading = PlanReader.Read(file.ToString(), FileBytes.Read(file), installation);
        return reading.IsAccepted ? reading.Plan! : throw new HostRefusedException(string.Join('\n', reading.Problems));
    }

    private static StartOrder OrderOf(Plan plan, VersionName version, string reason) =>
        new()
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = Guid.NewGuid().ToString("N"),
            Plan = plan,
            Version = version,
            By = Actor.Person(Environment.UserName),
            Reason = reason,
        };
}
