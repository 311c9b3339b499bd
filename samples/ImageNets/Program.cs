using GradCompile.Samples.ImageNets;
System.Console.WriteLine(LeNet5.Info.ParameterCount);
System.Console.WriteLine(Vgg19.Info.ParameterCount);
System.Console.WriteLine(ResNet152.Info.ParameterCount);
