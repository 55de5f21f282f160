using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws.Secrets;

/// <summary>Reads one secret over the JSON protocol of its service.</summary>
internal sealed class AwsSecretClient : IDisposable
{
    /// <summary>A secret of Secrets Manager has at most 64 KiB.</summary>
    private const int MostBytes = 256 * 1024;

    private readonly AwsSecret _secret;
    private readonly HttpClient _http;
    private readonly BoundedCall _call;

    public AwsSecretClient(AwsSecret secret, AdapterContext around)
    {
        _secret = secret;
        _http = AwsPeer.Connect(
            secret.Endpoint,
            secret.Kind == AwsSecretKind.Secret ? "secretsmanager" : "ssm",
            around
        );
        _call = new BoundedCall($"AWS for {secret}", secret.Endpoint.Timeout, around.Clock);
    }

    public Task<Answer<string>> ReadAsync(CancellationToken cancellation) => _call.RunAsync(AskAsync, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<Answer<string>> AskAsync(CancellationToken end)
    {
        var (target, asked) = Asked();
        using var content = new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1");
        using var request = new HttpRequestMessage(HttpMethod.Post, _http.BaseAddress) { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        using var response = await _http.SendAsync(request, end).ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return AwsFaults.Of(response, body, _call.Whom, _call.Clock);
        }

        // What the answer holds is secret, so no part of it is quoted.
        return Value(body) is not { } value ? Unusable("no text in it")
            : _secret.Field is not { } field ? value
            : FieldOf(value, field) is { } one ? one
            : Unusable($"no text in field '{field}'");
    }

    private (string Target, JsonObject Body) Asked()
    {
        if (_secret.Kind == AwsSecretKind.Parameter)
        {
            var parameter = new JsonObject { ["Name"] = _secret.Name, ["WithDecryption"] = true };
            return ("AmazonSSM.GetParameter", parameter);
        }

        var body = new JsonObject { ["SecretId"] = _secret.Name };
        if (_secret.Stage is { } stage)
        {
            body["VersionStage"] = stage;
        }

        return ("secretsmanager.GetSecretValue", body);
    }

    private string? Value(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return _secret.Kind == AwsSecretKind.Secret ? Text(root, "SecretString")
                : root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Parameter", out var parameter)
                    ? Text(parameter, "Value")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FieldOf(string value, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return Text(document.RootElement, field);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private Fault Unusable(string why) => new(FaultKind.Denied, $"{_secret} has {why}");
}
