using System.Text.Json;

namespace Rollouts.Api.Tests;

/// <summary>What the API said.</summary>
public sealed record Answer(int Status, string Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The stable code of a refusal; it fails where the answer is not shaped as every refusal is.</summary>
    public string Code
    {
        get
        {
            Assert.Equal("application/problem+json", Type);
            Assert.Equal(Status, Json.GetProperty("status").GetInt32());
            Assert.NotEmpty(this["detail"]);
            Assert.Equal($"urn:rollouts:problem:{this["code"]}", this["type"]);
            return this["code"];
        }
    }

    public string this[string name] => Json.GetProperty(name).ToString();

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            // An open line has no end that could be waited for.
            response.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? ""
                : await response.Content.ReadAsStringAsync(),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(
                    header => header.Key,
                    header => string.Join(", ", header.Value),
                    StringComparer.OrdinalIgnoreCase
                )
        );

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{status} was wanted, and this came: {Status} {Text}");
        return this;
    }

    public Answer IsRefused(int status, string code)
    {
        Is(status);
        Assert.Equal(code, Code);
        return this;
    }
}
