using System.Text;
using Rollouts.Servers;

namespace Rollouts.Api.Tests.Ci;

/// <summary>A real registry says that an image was pushed.</summary>
public sealed class RegistryReleaseTests : CiTest
{
    private readonly List<string> _told = [];
    private WebhookReceiver? _between;
    private RegistryServer? _registry;

    protected override string Connections =>
        $$"""
              images:
                registry: { bearer: { file: {{Folder.Write("images", "right")}} } }

            """;

    protected override string Sections =>
        """
            triggers:
              images:
                from: images
                on: push
                when: ["event.target.tag matches v*"]
                service: ${event.target.repository | after acme/}
                environment: staging
                version: ${event.target.tag}
                reason: ${event.target.repository} at ${event.target.digest} was pushed

            """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Administrator.PostAsync("plans", Releases.Plan);
        _between = await WebhookReceiver.StartAsync();
        // What the registry says is kept, and handed on as it came.
        _between.Answer = async (context, call) =>
        {
            lock (_told)
            {
                _told.Add(call.Body);
            }

            var answer = await PostAsync(
                "images",
                Encoding.UTF8.GetBytes(call.Body),
                ("Authorization", call.Headers["authorization"]),
                ("Content-Type", call.Headers["content-type"])
            );
            context.Response.StatusCode = answer.Status;
        };
        _registry = await RegistryServer.StartAsync(_between.Address, "right");
    }

    public override async Task DisposeAsync()
    {
        await _registry!.DisposeAsync();
        await _between!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_image_with_a_tag_starts_a_rollout_and_its_layers_do_not()
    {
        await _registry!.PushAsync("acme/shop", tag: null);
        await Eventually.IsAsync(() => Told("application/octet-stream") >= 2, "the blobs to be told of");
        Assert.Empty(await Trail.ReadAsync(Host, "ci/images"));

        await _registry.PushAsync("acme/shop", "v2");

        Assert.Equal("v2", (await OnlyRolloutAsync()).GetProperty("version").GetString());
        Assert.Equal(["trigger.fired.v1", "trigger.started.v1"], await LogAsync(2, "images"));
        Assert.StartsWith(
            "acme/shop at sha256:",
            (await Trail.ReadAsync(Host, "ci/images"))[0].Reason,
            StringComparison.Ordinal
        );
    }

    private int Told(string mediaType)
    {
        lock (_told)
        {
            return _told.Sum(body => body.Split(mediaType).Length - 1);
        }
    }
}
