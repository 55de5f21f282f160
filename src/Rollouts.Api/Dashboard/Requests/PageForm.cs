using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.Requests;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>The fields of a page's form. Each occurs at most once, and none is large.</summary>
internal sealed class PageForm
{
    public const string Proof = "csrf";

    private const long Most = 256 * 1024;

    private const int FirstYear = 2000;

    private const int LastYear = 9000;

    /// <summary>The formats of browsers, and of people if the browser shows a plain text field.</summary>
    private static readonly string[] Walls =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFF",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
    ];

    private readonly IFormCollection _fields;

    private PageForm(IFormCollection fields) => _fields = fields;

    public string this[string name] =>
        _fields[name] is [{ } only] ? only.Replace("\r\n", "\n", StringComparison.Ordinal) : "";

    public string? Optional(string name) => this[name] is { Length: > 0 } text ? text.Trim() : null;

    /// <summary>The request's name, which its records carry as their cause; random for a form without one.</summary>
    /// <exception cref="BadRequestException">The name has characters that the log cannot show.</exception>
    public string RequestName =>
        Optional("key") is { } key ? IdempotencyKeys.Read("key", key) : $"page-{Guid.NewGuid():N}";

    /// <summary>
    /// The instant of a field in which the browser sends a local time, in a time zone; null for an empty field.
    /// </summary>
    /// <exception cref="BadRequestException">The text is not a time.</exception>
    public DateTimeOffset? Moment(string name, TimeZoneInfo zone) =>
        Optional(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(
            text,
            Walls,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var wall
        ) && wall.Year is >= FirstYear and <= LastYear
            ? new DateTimeOffset(wall.Ticks, zone.GetUtcOffset(wall.DateTime))
        : throw new BadRequestException(
            new Problem(
                StatusCodes.Status400BadRequest,
                "request.body",
                $"'{name}' is a date and a time from {FirstYear} to {LastYear}, as in '2027-01-31T08:00'"
            )
        );

    /// <summary>Null if the request has no form.</summary>
    public static async Task<PageForm?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        if (context.Request.ContentLength is not <= Most)
        {
            throw new BadRequestException(
                new Problem(
                    StatusCodes.Status413PayloadTooLarge,
                    "request.too-large",
                    $"a form holds at most {Most} bytes"
                )
            );
        }

        try
        {
            var fields = await context.Request.ReadFormAsync(context.RequestAborted);
            // A repeated field is refused. If it were read as empty, a freeze could lose its end.
            return fields.FirstOrDefault(field => field.Value.Count != 1) is { Key: { } twice }
                ? throw new BadRequestException(
                    new Problem(StatusCodes.Status400BadRequest, "request.body", $"'{twice}' is sent more than once")
                )
                : new PageForm(fields);
        }
        catch (InvalidDataException exception)
        {
            throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.unreadable", exception.Message)
            );
        }
    }

    /// <summary>A form, or the refusal of a request without one.</summary>
    public static async Task<PageForm> DemandAsync(HttpContext context) =>
        await ReadAsync(context)
        ?? throw new BadRequestException(
            new Problem(StatusCodes.Status415UnsupportedMediaType, "request.unreadable", "send the form of the page")
        );

    /// <summary>The CSRF token of a page's form; null for other requests.</summary>
    public static async Task<string?> ProofInAsync(HttpContext context) =>
        Page.Is(context) && HttpMethods.IsPost(context.Request.Method) && await ReadAsync(context) is { } form
            ? form[Proof]
            : null;
}
