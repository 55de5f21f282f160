using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox.AwsSecrets;

/// <summary>The calls of the Parameter Store (SSM, 2014-11-06) that read and write parameters.</summary>
internal sealed partial class ParameterEndpoint(AwsAccount account) : AwsJsonEndpoint(account, "ssm", "AmazonSSM.")
{
    private const string NameMember = "Name";
    private const string Invalid = "ValidationException";

    private static readonly string[] Types = ["String", "StringList", "SecureString"];

    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);

    public override string Name => "ssm";

    /// <summary>Gives a parameter a value, as the owner of the account may.</summary>
    public void Put(string name, string value)
    {
        lock (_parameters)
        {
            _parameters[name] = new Parameter(name, "SecureString", value, VersionOf(name) + 1, Now);
        }
    }

    protected override JsonObject Answer(string operation, JsonObject body)
    {
        lock (_parameters)
        {
            return operation switch
            {
                "GetParameter" => Get(body),
                "PutParameter" => Put(body),
                "GetParametersByPath" => ByPath(body),
                "DeleteParameter" => Delete(body),
                _ => throw new AwsJsonError("UnknownOperationException", ""),
            };
        }
    }

    private JsonObject Get(JsonObject body) =>
        new() { ["Parameter"] = Shown(Find(body), (bool?)body["WithDecryption"] == true) };

    private JsonObject Put(JsonObject body)
    {
        var name = AwsJsonError.Text(body, NameMember, Invalid, 2048);
        if (!NameForm().IsMatch(name) || Reserved().IsMatch(name))
        {
            throw new AwsJsonError(Invalid, "Parameter name must not begin with aws or ssm, and has letters and ./_-");
        }

        var known = _parameters.GetValueOrDefault(name);
        if (known is not null && (bool?)body["Overwrite"] != true)
        {
            throw new AwsJsonError("ParameterAlreadyExists", "The parameter already exists.");
        }

        var type = AwsJsonError.Optional(body, "Type", Invalid, 20) ?? known?.Type;
        if (type is null || !Types.Contains(type))
        {
            throw new AwsJsonError(Invalid, "A parameter type is required when you create a parameter.");
        }

        var value = AwsJsonError.Text(body, "Value", Invalid, 4096);
        var made = new Parameter(name, type, value, VersionOf(name) + 1, Now);
        _parameters[name] = made;
        return new JsonObject { ["Version"] = made.Version, ["Tier"] = "Standard" };
    }

    private JsonObject ByPath(JsonObject body)
    {
        var path = AwsJsonError.Text(body, "Path", Invalid, 2048);
        if (!path.StartsWith('/'))
        {
            throw new AwsJsonError(Invalid, "The parameter path must begin with a forward slash");
        }

        var below = path.TrimEnd('/') + "/";
        var (page, next) = AwsJsonError.Paged(
            [
                .. _parameters.Values.Where(one =>
                    one.Name.StartsWith(below, StringComparison.Ordinal)
                    && ((bool?)body["Recursive"] == true || !one.Name[below.Length..].Contains('/'))
                ),
            ],
            body,
            usual: 10,
            most: 10,
            Invalid,
            "InvalidNextToken"
        );
        var decrypts = (bool?)body["WithDecryption"] == true;
        var list = new JsonObject
        {
            ["Parameters"] = new JsonArray([.. page.Select(parameter => Shown(parameter, decrypts))]),
        };
        if (next is not null)
        {
            list["NextToken"] = next;
        }

        return list;
    }

    private JsonObject Delete(JsonObject body)
    {
        _parameters.Remove(Find(body).Name);
        return [];
    }

    private Parameter Find(JsonObject body)
    {
        var name = AwsJsonError.Text(body, NameMember, Invalid, 2048);
        return _parameters.Values.FirstOrDefault(one => one.Name == name || ArnOf(one) == name)
            ?? throw new AwsJsonError("ParameterNotFound", "");
    }

    private JsonObject Shown(Parameter parameter, bool decrypts) =>
        new()
        {
            [NameMember] = parameter.Name,
            ["Type"] = parameter.Type,
            // A reader that forgets to ask for decryption must notice.
            ["Value"] = parameter.Type == "SecureString" && !decrypts ? "AQICAHencrypted" : parameter.Value,
            ["Version"] = parameter.Version,
            ["LastModifiedDate"] = parameter.ChangedAt,
            ["ARN"] = ArnOf(parameter),
            ["DataType"] = "text",
        };

    private string ArnOf(Parameter parameter) => Arn($"parameter/{parameter.Name.TrimStart('/')}");

    private long VersionOf(string name) => _parameters.GetValueOrDefault(name)?.Version ?? 0;

    [GeneratedRegex(
        @"^/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex NameForm();

    [GeneratedRegex(
        "^/?(aws|ssm)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Reserved();

    private sealed record Parameter(string Name, string Type, string Value, long Version, double ChangedAt);
}
