using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Servers;

/// <summary>A real Docker registry on the loopback that notifies somebody of all that is done to it.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly TempFolder _folder;
    private readonly ServerProcess _process;
    private readonly HttpClient _client;

    private RegistryServer(TempFolder folder, ServerProcess process, HttpClient client) =>
        (_folder, _process, _client) = (folder, process, client);

    /// <param name="token">What its notifications carry.</param>
    public static async Task<RegistryServer> StartAsync(Uri notified, string token)
    {
        var folder = new TempFolder();
        var address = $"127.0.0.1:{Ports.Free(1)[0]}";
        var configuration = folder.Write(
            "registry.yml",
            $$"""
            version: 0.1
            log: { level: warn }
            storage: { filesystem: { rootdirectory: {{folder["data"]}} } }
            http: { addr: "{{address}}" }
            notifications:
              endpoints:
                - name: rollouts
                  url: {{notified}}
                  headers: { Authorization: ["Bearer {{token}}"] }
                  timeout: 5s
                  threshold: 3
                  backoff: 1s

            """
        );
        var client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        var process = await ServerProcess.StartAsync(
            "docker-registry",
            ["serve", configuration],
            () => IsReadyAsync(client)
        );
        return new RegistryServer(folder, process, client);
    }

    /// <summary>Pushes a small image: its two blobs, and where it has a tag its manifest.</summary>
    public async Task PushAsync(string repository, string? tag)
    {
        var config = await PushBlobAsync(repository, $$"""{"made":"{{Guid.NewGuid()}}"}""");
        var layer = await PushBlobAsync(repository, $"layer {Guid.NewGuid()}");
        if (tag is null)
        {
            return;
        }

        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Size}},
               "digest":"{{config.Digest}}"},
             "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{layer.Size}},
               "digest":"{{layer.Digest}}"}]}
            """;
        using var content = new StringContent(manifest, Encoding.UTF8, MediaTypeHeaderValue.Parse(ManifestType));
        using var pushed = await _client.PutAsync($"v2/{repository}/manifests/{tag}", content);
        pushed.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<(string Digest, int Size)> PushBlobAsync(string repository, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var begun = await _client.PostAsync($"v2/{repository}/blobs/uploads/", content: null);
        begun.EnsureSuccessStatusCode();
        var place = new Uri(_client.BaseAddress!, begun.Headers.Location!);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var done = await _client.PutAsync($"{place}&digest={Uri.EscapeDataString(digest)}", content);
        done.EnsureSuccessStatusCode();
        return (digest, bytes.Length);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("v2/");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
