using GradCompile.Samples.GradientClinic;
using GradCompile.Samples.Shared;

Terminal.Prepare(width: 150);
if (args.Length > 1 || args is [['-', ..]])
{
    Console.Error.WriteLine("Usage: GradientClinic [PICTURE]   PICTURE is the file to draw; without it, clinic.svg beside the program.");
    return 2;
}

var log = BuildLog.Read(Path.Combine(AppContext.BaseDirectory, "build.sarif"));
var cases = Case.All();
Report.Print(cases, log);
var path = args is [var picture] ? Path.GetFullPath(picture) : Path.Combine(AppContext.BaseDirectory, "clinic.svg");
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
