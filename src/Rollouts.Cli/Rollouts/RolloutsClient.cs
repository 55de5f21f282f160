using System.Net;
using System.Net.Http.Json;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Reads and changes rollouts of one server.</summary>
internal sealed class RolloutsClient(ServerClient server)
{
    private readonly IRolloutsApi _api = server.Api<IRolloutsApi>();

    public Task<RolloutShape> StartAsync(StartRequest request, string key, CancellationToken cancellation) =>
        server.SendAsync(
            token => _api.StartAsync(JsonContent.Create(request, CliJson.Default.StartRequest), key, token),
            CliJson.Default.RolloutShape,
            cancellation
        );

    public Task<RolloutPage> ListAsync(RolloutFilter filter, string? cursor, CancellationToken cancellation) =>
        server.SendAsync(
            token =>
                _api.ListAsync(
                    filter.Service,
                    filter.Environment,
                    filter.Status,
                    filter.Owner,
                    filter.Text,
                    filter.Live switch
                    {
                        true => "true",
                        false => "false",
                        null => null,
                    },
                    cursor,
                    token
                ),
            CliJson.Default.RolloutPage,
            cancellation
        );

    public async Task<RolloutShape> ReadAsync(string id, CancellationToken cancellation) =>
        (await ReadTaggedAsync(id, cancellation)).Rollout;

    public Task<(RolloutShape Rollout, string? ETag)> ReadTaggedAsync(string id, CancellationToken cancellation) =>
        server.SendTaggedAsync(token => _api.ReadAsync(id, token), CliJson.Default.RolloutShape, cancellation);

    public Task<WhyShape> WhyAsync(string id, CancellationToken cancellation) =>
        server.SendAsync(token => _api.WhyAsync(id, token), CliJson.Default.WhyShape, cancellation);

    /// <summary>All records above a version, page after page.</summary>
    public async Task<List<RecordShape>> RecordsAsync(string id, int above, CancellationToken cancellation)
    {
        List<RecordShape> records = [];
        IReadOnlyList<RecordShape> page;
        do
        {
            var last = records.Count > 0 ? records[^1].Version : above;
            page = await server.SendAsync(
                token => _api.RecordsAsync(id, last, token),
                CliJson.Default.IReadOnlyListRecordShape,
                cancellation
            );
            records.AddRange(page);
        } while (page.Count > 0);

        return records;
    }

    public Task<IReadOnlyList<SampleShape>> SamplesAsync(
        string id,
        string check,
        string? target,
        CancellationToken cancellation
    ) =>
        server.SendAsync(
            token => _api.SamplesAsync(id, check, target, token),
            CliJson.Default.IReadOnlyListSampleShape,
            cancellation
        );

    /// <summary>The sealed evidence as the server wrote it; null while it is not sealed.</summary>
    public async Task<byte[]?> EvidenceAsync(string id, CancellationToken cancellation)
    {
        using var response = await server.AnswerAsync(
            token => _api.EvidenceAsync(id, token),
            Retries.Repeated,
            cancellation
        );
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync(cancellation)
            : null;
    }

    /// <param name="position">The ETag on which the command is based; null if none is required.</param>
    public Task<RolloutShape> CommandAsync(
        string id,
        string command,
        ReasonRequest request,
        string key,
        string? position,
        CancellationToken cancellation
    ) =>
        server.SendAsync(
            token =>
                _api.CommandAsync(
                    id,
                    command,
                    JsonContent.Create(request, CliJson.Default.ReasonRequest),
                    key,
                    position,
                    token
                ),
            CliJson.Default.RolloutShape,
            cancellation
        );
}
