using System.Globalization;
using GradCompile.Samples.GradientClinic;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length > 1 || args is [['-', ..]])
{
    Console.Error.WriteLine("Usage: GradientClinic [PICTURE]   PICTURE is the file to draw, clinic.svg unless said otherwise.");
    return 2;
}

var log = BuildLog.Read(Path.Combine(AppContext.BaseDirectory, "build.sarif"));
var cases = Case.All();
Report.Print(cases, log);
var path = Path.GetFullPath(args is [var picture] ? picture : "clinic.svg");
try
{
    File.WriteAllText(path, Picture.Draw(cases, log));
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

Console.WriteLine($"The picture is in {path}.");
return 0;
