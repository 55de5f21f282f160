using System.CommandLine;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Hosting;
using Rollouts.Worker.Starting;

namespace Rollouts.Worker.Commands;

/// <summary>Runs one release from its start to its end in this process, and tells its story as it goes.</summary>
internal static class RunCommand
{
    private const int Succeeded = 0;
    private const int NotSucceeded = 1;
    private const int Refused = 2;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var options = new HostOptions();
        var plan = new Argument<FileInfo>("plan") { Description = "The plan file." };
        var version = new Argument<string>("version") { Description = "The version that is to go out." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for the record.",
            DefaultValueFactory = _ => "started by hand",
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
        };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var host = await WorkerHost.StartAsync(options.Read(parsed), CancellationToken.None);
                var file = parsed.GetRequiredValue(plan);
                var reading = PlanReader.Read(
                    file.ToString(),
                    await File.ReadAllBytesAsync(file.FullName, cancellation),
                    host.Installation
                );
                var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                if (!reading.IsAccepted || !HostileText.IsHarmless(parsed.GetRequiredValue(version)))
                {
                    foreach (var problem in reading.Problems)
                    {
                        await errors.WriteLineAsync(problem.ToString());
                    }

                    return Refused;
                }

                var order = OrderOf(reading.Plan!, parsed.GetRequiredValue(version), parsed.GetRequiredValue(reason));
                switch (await host.Engine.Starter.StartAsync(order, answer: null, cancellation))
                {
                    case Started.Refused { Why: var why }:
                        await errors.WriteLineAsync($"{why.Code}: {why.Message}");
                        return Refused;
                    case Started.Outrun:
                        await errors.WriteLineAsync("others start rollouts of this service all the time; try again");
                        return Refused;
                }

                var end = await FollowAsync(host, order.Id, output, cancellation);
                return end is Status.Succeeded ? Succeeded : NotSucceeded;
            }
        );
        return command;
    }

    private static StartOrder OrderOf(Plan plan, string version, string reason) =>
        new()
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = Guid.NewGuid().ToString("N"),
            Plan = plan,
            Version = new VersionName(version),
            By = Actor.Person(Environment.UserName),
            Reason = reason,
        };

    /// <summary>Tells the story until it ends. Whoever is interrupted meanwhile wants it back.</summary>
    private static async Task<Status> FollowAsync(
        WorkerHost host,
        RolloutId id,
        TextWriter output,
        CancellationToken interruption
    )
    {
        var teller = new Storyteller();
        Rollout? state = null;
        var isTakenBack = false;
        while (state is not { IsFinal: true })
        {
            await foreach (var chained in host.Streams.ReadAsync(StreamName.Of(id), state?.Version ?? 0, default))
            {
                var happening = Recorder.Read(chained.Entry);
                state = Evolution.Evolve(state, happening);
                await output.WriteLineAsync(teller.Tell(happening));
            }

            if (interruption.IsCancellationRequested && !isTakenBack)
            {
                isTakenBack = true;
                var back = new Domain.Rollouts.Inputs.Command.RollBack(
                    "interrupted",
                    Actor.Person(Environment.UserName),
                    "interrupted by hand"
                );
                await host.Engine.Door.HandInAsync(id, back, wakes: true, answer: null, CancellationToken.None);
            }

            await Task.Delay(Beat, TimeProvider.System, CancellationToken.None);
        }

        return state.Status;
    }
}
