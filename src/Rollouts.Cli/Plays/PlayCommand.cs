using System.CommandLine;
using Rollouts.Cli.Plans;
using Rollouts.Domain;
using Rollouts.Domain.Names;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Cli.Plays;

/// <summary>Plays a plan through the machine, so that its author sees it move before it moves anything.</summary>
internal static class PlayCommand
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>A play that has not ended by then waits for something that a script does not bring.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    public static Command Create()
    {
        var plan = new Argument<string>("plan") { Description = "The plan file." };
        var installation = PlanArguments.Installation();
        var script = new Option<Script>("--script", "-s")
        {
            Description = "How the new version behaves: good, or bad (one request in twenty fails).",
            DefaultValueFactory = _ => Script.Good,
        };
        var version = new Option<string>("--version-name")
        {
            Description = "What the new version is called.",
            DefaultValueFactory = _ => "v2",
        };
        var speed = new Option<double>("--speed")
        {
            Description = "How many times faster than life; 0 does not wait at all.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "play",
            "Play a plan against a made-up service, and tell the story. No router is touched."
        )
        {
            plan,
            installation,
            script,
            version,
            speed,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new Request(
                        parsed.GetRequiredValue(plan),
                        parsed.GetValue(installation),
                        parsed.GetValue(script),
                        parsed.GetRequiredValue(version),
                        parsed.GetValue(speed)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Request request,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation
    )
    {
        if (!double.IsFinite(request.Speed) || request.Speed < 0)
        {
            await errors.WriteLineAsync("--speed: must be 0 or more".AsMemory(), cancellation);
            return ExitCodes.Usage;
        }

        if (!HostileText.IsHarmless(request.Version))
        {
            await errors.WriteLineAsync($"--version-name: must be {HostileText.Rule}".AsMemory(), cancellation);
            return ExitCodes.Usage;
        }

        if (
            !PlanArguments.TryReadInstallation(request.Installation, errors, out var installation)
            || !PlanArguments.TryReadBytes(request.File, errors, out var bytes)
        )
        {
            return ExitCodes.Refused;
        }

        var reading = PlanReader.Read(request.File, bytes, installation);
        foreach (var problem in reading.Problems)
        {
            await errors.WriteLineAsync(problem.ToString().AsMemory(), cancellation);
        }

        if (!reading.IsAccepted)
        {
            return ExitCodes.Refused;
        }

        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var (stage, refusal) = Stage.Open(reading.Plan, new VersionName(request.Version), request.Script, now);
        if (stage is null)
        {
            await errors.WriteLineAsync($"{refusal!.Code}: {refusal.Message}".AsMemory(), cancellation);
            return ExitCodes.Refused;
        }

        return await PlayAsync(stage, now, request.Speed, output, cancellation);
    }

    private static async Task<int> PlayAsync(
        Stage stage,
        Instant now,
        double speed,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var end = now + Longest;
        var teller = new Storyteller();
        while (!stage.State.IsFinal && now < end)
        {
            stage.Play(now);
            foreach (var happening in stage.Happened)
            {
                await output.WriteLineAsync(teller.Tell(happening).AsMemory(), cancellation);
            }

            stage.Happened.Clear();
            now += Beat;
            if (speed > 0)
            {
                await Task.Delay(Beat / speed, TimeProvider.System, cancellation);
            }
        }

        return stage.State.IsFinal ? ExitCodes.Well : ExitCodes.Refused;
    }

    private sealed record Request(string File, FileInfo? Installation, Script Script, string Version, double Speed);
}
