using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rollouts.Api.Tests.Ci;

/// <summary>An installation that is told of versions by GitHub, and drives what is started.</summary>
public abstract class CiTest : ApiTest
{
    protected const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private HttpClient? _http;

    protected override bool Works => true;

    protected override string Connections =>
        $$"""
              hub:
                github: { secret: { file: {{Folder.Write("hub", "topsecret")}} }, previous: { file: {{Folder.Write(
                "old",
                "before"
            )}} } }
                services: [shop]
                environments: [staging]

            """;

    protected override string Sections =>
        """
            triggers:
              releases:
                from: hub
                on: [release.published, release.released]
                when: ["event.release.draft == false", "event.release.tag_name matches v*"]
                service: ${event.repository.name}
                environment: staging
                version: ${event.release.tag_name}
                reason: release ${event.release.tag_name} by ${event.sender.login}
                authors: ["${event.release.author.login}"]
                links: { release: "${event.release.html_url}" }
              deployments:
                from: hub
                on: deployment.created
                service: ${event.repository.name}
                environment: ${event.deployment.environment}
                version: ${event.deployment.sha | first 12}

            """;

    protected HttpClient Http => _http ??= new HttpClient { BaseAddress = new Uri(Address) };

    public override async Task DisposeAsync()
    {
        _http?.Dispose();
        await base.DisposeAsync();
    }

    protected static string Release(string tag, string repository = "shop", bool isDraft = false) =>
        JsonSerializer.Serialize(
            new
            {
                action = "published",
                release = new
                {
                    tag_name = tag,
                    draft = isDraft,
                    author = new { login = "ann" },
                    html_url = $"https://github.example/acme/shop/releases/{tag}",
                },
                repository = new { name = repository, full_name = $"acme/{repository}" },
                sender = new { login = "bob" },
            }
        );

    protected static string Deployment(int id, string environment = "staging") =>
        JsonSerializer.Serialize(
            new
            {
                action = "created",
                deployment = new
                {
                    id,
                    sha = Commit,
                    environment,
                },
                repository = new { name = "shop", full_name = "acme/shop" },
            }
        );

    protected Task<Answer> SendAsync(
        string kind,
        string body,
        string delivery,
        string secret = "topsecret",
        string to = "hub"
    ) => PostAsync(to, Encoding.UTF8.GetBytes(body), [.. Headers(kind, body, delivery, secret)]);

    protected static IEnumerable<(string Name, string Value)> Headers(
        string kind,
        string body,
        string delivery,
        string secret
    ) =>
        [
            ("X-GitHub-Event", kind),
            ("X-GitHub-Delivery", delivery),
            (
                "X-Hub-Signature-256",
                "sha256="
                    + Convert.ToHexStringLower(
                        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))
                    )
            ),
        ];

    protected async Task<Answer> PostAsync(string to, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/ci/{to}")
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    protected async Task<IReadOnlyList<JsonElement>> RolloutsAsync() =>
        [.. (await Administrator.GetAsync("rollouts")).Is(200).Json.GetProperty("rollouts").EnumerateArray()];

    protected async Task<JsonElement> OnlyRolloutAsync()
    {
        await Eventually.IsAsync(async () => (await RolloutsAsync()).Count > 0, "a rollout to be started");
        return Assert.Single(await RolloutsAsync());
    }

    /// <summary>What was written down of a pipeline, once so much of it was.</summary>
    protected async Task<IReadOnlyList<string>> LogAsync(int count, string pipeline = "hub")
    {
        await Eventually.IsAsync(
            async () => (await Trail.ReadAsync(Host, $"ci/{pipeline}")).Count >= count,
            $"{count} records of '{pipeline}'"
        );
        return [.. (await Trail.ReadAsync(Host, $"ci/{pipeline}")).Select(entry => entry.Event)];
    }
}
