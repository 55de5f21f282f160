using System.Text.Json;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Bench.Store;

/// <summary>Rollouts as they lie in a store: a state of 4 kB, two checks with 2 kB of evidence each.</summary>
internal static class Fleet
{
    public const int Size = 10_000;

    private const int Together = 200;

    // As a state looks: much of it says the same as its neighbour, much of it does not.
    private static readonly string State = JsonSerializer.Serialize(
        Enumerable
            .Range(0, 40)
            .Select(n => new
            {
                check = $"errors-{n}",
                target = $"eu-{n * 7919 % 100}",
                verdict = "healthy",
                since = Id(n * 104_729).ToString(),
            })
    );

    private static readonly string Terms = JsonSerializer.Serialize(Enumerable.Range(0, 12).Select(Id));

    public static byte[] Evidence { get; } = [.. Enumerable.Range(0, 2_000).Select(n => (byte)(n * 31))];

    public static RolloutId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static async Task FillAsync(IStore store)
    {
        var now = (await store.Streams.LoadAsync([], default)).Now;
        foreach (var some in Enumerable.Range(0, Size).Chunk(Together))
        {
            await store.Streams.CommitAsync([.. some.Select(number => Begin(number, now))], default);
        }
    }

    /// <summary>One decision: a record, the new state, and when to look again.</summary>
    public static Commit Decide(int number, int version, Instant due) =>
        new()
        {
            Writes =
            [
                new StreamWrite(StreamName.Of(Id(number)), version)
                {
                    Entries = [Record(number, version + 1)],
                    State = State,
                    Due = new DueTime(due),
                },
            ],
        };

    private static Commit Begin(int number, Instant now)
    {
        var decided = Decide(number, 0, now);
        return decided with
        {
            Writes =
            [
                decided.Writes[0] with
                {
                    Row = new RolloutRow(
                        Id(number),
                        new ServiceName($"service-{number}"),
                        new EnvironmentName("prod"),
                        new VersionName("v1"),
                        null,
                        "running",
                        "step 1 of 3",
                        now,
                        null
                    ),
                    Questions =
                    [
                        new WantedQuestion(new QuestionKey("check/errors"), Terms, now),
                        new WantedQuestion(new QuestionKey("check/latency"), Terms, now),
                    ],
                },
            ],
        };
    }

    private static Entry Record(int number, int version) =>
        new(
            StreamName.Of(Id(number)).Text,
            version,
            "rollout.verdict-changed.v1",
            new Instant(1_772_445_600_000_000 + version),
            """{"kind":"system","name":"worker"}""",
            "observation",
            null,
            "The error rate of the candidate is within its limit.",
            """{"check":"errors","target":"eu","verdict":"healthy","evidence":{"bad":2,"all":900,"times":1.1}}"""
        );
}
