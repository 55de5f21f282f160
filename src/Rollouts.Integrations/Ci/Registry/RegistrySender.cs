using System.Text.Json;

namespace Rollouts.Integrations.Ci.Registry;

/// <summary>
/// The notifications of a Docker or OCI registry. The pushes of layers come as pushes too; only a manifest with a tag
/// is a version.
/// </summary>
internal sealed class RegistrySender(SharedSecrets tokens) : ICiSender
{
    private const string Scheme = "Bearer ";

    /// <summary>A registry batches the notifications that it could not deliver for some time.</summary>
    private const int MostEvents = 1000;

    private static readonly string[] Manifests =
    [
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
    ];

    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation)
    {
        var given = message.Header("Authorization");
        return tokens.AreAsync(
            given?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? given[Scheme.Length..] : null,
            "'Authorization: Bearer'",
            cancellation
        );
    }

    public CiReading Read(CiMessage message)
    {
        if (
            CiJson.ParseObject(message.Body) is not { } content
            || CiJson.Step(content, "events") is not { ValueKind: JsonValueKind.Array } events
        )
        {
            return new CiReading.Unreadable("it is no notification of a registry: it has no 'events'");
        }

        return events.GetArrayLength() > MostEvents
            ? new CiReading.Unreadable($"it has more than {MostEvents} events")
            : new CiReading.Said(events.EnumerateArray().Where(IsVersion).Select(Read).OfType<CiEvent>().ToValueList());
    }

    private static bool IsVersion(JsonElement happened) =>
        CiJson.Word(happened, "action") == "push"
        && CiJson.Word(happened, "target", "tag") is not null
        && Manifests.Contains(CiJson.Word(happened, "target", "mediaType"));

    private static CiEvent? Read(JsonElement happened) =>
        DeliveryIds.Checked(CiJson.Word(happened, "id")) is { } id ? new CiEvent(id, [id], "push", happened) : null;
}
