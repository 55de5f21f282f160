using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rollouts.Api.Tests.Fuzz;

/// <summary>One operation as the API describes it.</summary>
internal sealed record Operation(HttpMethod Method, string Path, JsonElement Said, JsonElement Document)
{
    public static IEnumerable<Operation> AllIn(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new Operation(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value, document);

    public override string ToString() => $"{Method} {Path}";

    /// <summary>A request that is shaped as it should be, more or less.</summary>
    public HttpRequestMessage Request(Hostile hostile)
    {
        var path = Path;
        List<string> query = [];
        List<(string Name, string Value)> headers = [];
        foreach (var parameter in Parameters())
        {
            var name = parameter.GetProperty("name").GetString()!;
            var value = hostile.Text();
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    // An empty segment, or one that is dots, is another path to every client there is.
                    var segment = value.Trim('.').Length == 0 ? "x" : value;
                    path = path.Replace($"{{{name}}}", Hostile.Escaped(segment), StringComparison.Ordinal);
                    break;
                case "query" when hostile.Coin():
                    query.Add($"{name}={Hostile.Escaped(value)}");
                    break;
                case "header" when hostile.Coin():
                    headers.Add((name, hostile.Line()));
                    break;
            }
        }

        if (hostile.Seldom())
        {
            query.Add($"{Hostile.Escaped(hostile.Text())}={Hostile.Escaped(hostile.Text())}");
        }

        var address = path["/api/v1/".Length..] + (query.Count == 0 ? "" : "?" + string.Join('&', query));
        var request = new HttpRequestMessage(Method, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Said.TryGetProperty("requestBody", out var body))
        {
            var content = body.GetProperty("content").EnumerateObject().First();
            var bytes = content.Name.EndsWith("json", StringComparison.Ordinal)
                ? hostile.Body(content.Value.GetProperty("schema"), Document)
                : Encoding.UTF8.GetBytes(hostile.Plan());
            request.Content = new ByteArrayContent(bytes);
            if (hostile.Coin())
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(content.Name);
            }
        }

        return request;
    }

    private IEnumerable<JsonElement> Parameters() =>
        Said.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];
}
