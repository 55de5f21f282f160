using System.Text;

namespace Rollouts.Api.Tests.Connections;

/// <summary>Writes and removes parts of the installation, as an administrator does.</summary>
internal static class Writing
{
    public static readonly (string, string) New = ("If-None-Match", "*");

    public static (string, string) Revision(int revision) => ("If-Match", $"\"{revision}\"");

    public static Task<Answer> PutAsync(
        this Client client,
        string path,
        string text,
        params (string Name, string Value)[] headers
    ) =>
        client.SendAsync(
            HttpMethod.Put,
            $"{path}?reason=a%20test",
            new StringContent(text, Encoding.UTF8, "application/yaml"),
            headers
        );

    public static Task<Answer> DeleteAsync(
        this Client client,
        string path,
        params (string Name, string Value)[] headers
    ) => client.SendAsync(HttpMethod.Delete, $"{path}?reason=a%20test", content: null, headers);
}
