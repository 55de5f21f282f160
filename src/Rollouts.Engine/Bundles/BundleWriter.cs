using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Analysis.Judges;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Engine.Checks;
using Rollouts.Engine.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Bundles;

/// <summary>
/// Writes the evidence of a rollout: its records with their hashes, what people can read of them, and every input of
/// every judge. Ticks are written page by page, so that a long rollout needs no more memory than a short one.
/// </summary>
public sealed class BundleWriter(IStore store, IConnections connections)
{
    public const string Format = "rollouts.evidence/v2";

    private static readonly JsonWriterOptions Plain = new() { Encoder = EventJson.Options.Encoder };

    /// <summary>The compressed bundle.</summary>
    public async Task<ReadOnlyMemory<byte>> WriteAsync(Rollout state, Instant at, CancellationToken cancellation)
    {
        List<ChainedEntry> records = [];
        await foreach (var record in store.Streams.ReadAsync(StreamName.Of(state.Spec.Id), 0, cancellation))
        {
            records.Add(record);
        }

        using var bytes = new MemoryStream();
        await using (var compressed = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        await using (var json = new Utf8JsonWriter(compressed, Plain))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("sealedAt", at.ToString());
            WriteParts(json, state, records);
            json.WriteStartArray("series");
            foreach (var check in state.Checks)
            {
                await WriteSeriesAsync(json, state, check, cancellation);
                await json.FlushAsync(cancellation);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private void WriteParts(Utf8JsonWriter json, Rollout state, List<ChainedEntry> records)
    {
        var history = records.ConvertAll(record => Recorder.Read(record.Entry));
        Write(json, "rollout", HeadOf(state));
        Write(
            json,
            "summary",
            new JsonArray([.. StatusSummary.Tell(history).Select(line => (JsonNode)line.TrimStart())])
        );
        Write(json, "plan", Node(state.Spec.Plan));
        Write(json, "steps", Node(state.Spec.Steps));
        Write(json, "weights", BundleHistory.Weights(history));
        Write(json, "verdicts", BundleHistory.Verdicts(history));
        Write(json, "approvals", BundleHistory.Approvals(history));
        Write(json, "queries", BundleQueries.Of(state, connections));
        Write(json, "chain", ChainOf(state, records));
        json.WriteStartArray("records");
        foreach (var record in records)
        {
            WriteRecord(json, record);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, JsonNode node)
    {
        BundleRedaction.Redact(node);
        json.WritePropertyName(name);
        node.WriteTo(json, EventJson.Options);
    }

    // A record in which a secret was hidden can no longer be verified by itself. Its hash still ties its neighbours.
    private static void WriteRecord(Utf8JsonWriter json, ChainedEntry record)
    {
        var (entry, hash) = record;
        var node = new JsonObject
        {
            ["version"] = entry.Version,
            ["event"] = entry.Event,
            ["at"] = entry.At.ToString(),
            ["by"] = JsonNode.Parse(entry.By),
            ["cause"] = entry.Cause,
            ["causeKey"] = entry.CauseKey,
            ["reason"] = entry.Reason,
            ["data"] = JsonNode.Parse(entry.Data),
            ["hash"] = hash.Hex,
        };
        if (entry.CauseKey is null)
        {
            node.Remove("causeKey");
        }

        if (BundleRedaction.Redact(node))
        {
            node["redacted"] = true;
        }

        node.WriteTo(json, EventJson.Options);
    }

    private static JsonObject ChainOf(Rollout state, List<ChainedEntry> records)
    {
        var stream = StreamName.Of(state.Spec.Id).Text;
        return new JsonObject
        {
            ["stream"] = stream,
            ["begins"] = Hash.Beginning.Hex,
            ["ends"] = records[^1].Hash.Hex,
            ["isIntact"] = Chain.Verify(stream, records) is ChainVerdict.Intact,
        };
    }

    private async Task WriteSeriesAsync(
        Utf8JsonWriter json,
        Rollout state,
        CheckRun run,
        CancellationToken cancellation
    )
    {
        var key = QuestionKey.Of(run.Check.Name, run.Target);
        var pages = await store.Questions.PagesAsync(state.Spec.Id, key, cancellation);
        var evidence = await store.Questions.EvidenceAsync(state.Spec.Id, key, cancellation);
        var open = CheckEvaluationPacking.Unpack(run.Check, Judges.Of(state.Spec, run.Check), evidence);
        IEnumerable<ReadOnlyMemory<byte>> journal = pages.Select(page => page.Ticks);
        json.WriteStartObject();
        json.WriteString("check", run.Check.Name.Value);
        if (run.Target is { } target)
        {
            json.WriteString("target", target.Value);
        }

        json.WriteString("everySeconds", run.Check.Every.TotalSeconds.ToString("0.###"));
        BundleSeries.Write(json, open is null ? journal : journal.Append(open.Page.Bytes));
        if (open is not null)
        {
            json.WriteBase64String("state", CheckStates.Pack(open.State));
        }

        json.WriteEndObject();
    }

    private static JsonObject HeadOf(Rollout state) =>
        new()
        {
            ["id"] = state.Spec.Id.ToString(),
            ["service"] = state.Spec.Plan.Service.Value,
            ["environment"] = state.Spec.Plan.Environment.Value,
            ["version"] = state.Spec.Version.Value,
            ["status"] = state.Status.Name,
            ["position"] = state.Position.ToString(),
            ["summary"] = StatusSummary.Of(state),
            ["blockers"] = new JsonArray([.. Standstill.Of(state).Select(blocker => (JsonNode)blocker)]),
            ["openedAt"] = state.OpenedAt.ToString(),
            ["endedAt"] = (state.Status as Status.Final)?.At.ToString(),
            ["mode"] = state.Spec.Observes ? "observe" : "drive",
            ["targets"] = new JsonArray([.. state.Targets.Select(TargetOf)]),
            ["checks"] = new JsonArray([.. state.Checks.Select(CheckOf)]),
        };

    private static JsonObject TargetOf(TargetState target) =>
        new()
        {
            ["name"] = target.Name.Value,
            ["candidate"] = target.Spec.Candidate.Value,
            ["stable"] = target.Spec.Stable.Value,
            ["desired"] = target.Aim.Candidate.ToString(),
            ["applied"] = target.Applied?.Candidate.ToString(),
            ["observed"] = target.Observed?.Traffic.Candidate.ToString(),
        };

    private static JsonObject CheckOf(CheckRun check) =>
        new()
        {
            ["name"] = check.Check.Name.Value,
            ["target"] = check.Target?.Value,
            ["outcome"] = check.Outcome.ToString(),
            ["since"] = check.Since.ToString(),
            ["sentence"] = check.Evidence?.Sentence,
        };

    private static JsonNode Node<T>(T value)
        where T : notnull => JsonSerializer.SerializeToNode(value, EventJson.Options)!;
}
